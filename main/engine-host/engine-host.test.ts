import { once } from 'node:events';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { EngineHost } from './engine-host.ts';
import type { ShellPlatform, StartedProcess } from './shell-platform.ts';

/** An engine that serves nothing but a word of its own, and does to itself what a page tells it. */
const ENGINE = `
  const { parentPort, threadId } = require('node:worker_threads');
  const children = new Map();
  parentPort.on('message', ({ message, port }) => {
    if (message?.kind === 'stop') process.exit(0);
    if (message?.kind === 'child-ended' || message?.kind === 'done') last?.postMessage(message);
    if (message?.kind === 'child') port.on('message', (text) => last?.postMessage(text));
    if (message?.kind === 'window') {
      port.on('message', (told) => {
        if (told === 'crash') process.exit(1);
        else if (told === 'hang') while (true);
        else parentPort.postMessage(told);
      });
      last = port;
      port.postMessage({ engine: threadId });
    }
  });
  let last = null;
`;
const CHILD = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ port }) => port.postMessage('a child speaks'));
`;

/** On a busy machine a thread takes its time. */
const PATIENT = { timeout: 20_000 };

/** Threads in place of processes; all else is as in the shell. */
function startThread(code: string): StartedProcess<MessagePort> & { readonly worker: Worker } {
  const worker = new Worker(code, { eval: true });
  onTestFinished(() => void worker.terminate());
  return {
    worker,
    post: (message, port) => worker.postMessage({ message, port }, port ? [port] : []),
    onMessage: (listener) => void worker.on('message', listener),
    onEnded: (listener) => void worker.once('exit', listener),
    end: () => void worker.terminate(),
  };
}

function shell(patience: { stopLimitMs?: number; firstRestartMs?: number } = {}) {
  const engines: Worker[] = [];
  const children: Worker[] = [];
  const sent: { page: string; id: string; port: MessagePort }[] = [];
  const gone = vi.fn();
  const platform: ShellPlatform<MessagePort, string> = {
    startEngine() {
      const engine = startThread(ENGINE);
      engines.push(engine.worker);
      return engine;
    },
    startChild() {
      const process = startThread(CHILD);
      children.push(process.worker);
      const { port1, port2 } = new MessageChannel();
      process.post(null, port1);
      return { process, port: port2 };
    },
    createChannel: () => new MessageChannel(),
    sendPort: (page, id, port) => void sent.push({ page, id, port }),
    tellEngineGone: gone,
    openFile: async (path) => `no program for ${path}`,
    moveToBin: async (path) => Promise.reject(new Error(`no bin for ${path}`)),
    tellHopeless: () => {},
  };
  const host = new EngineHost(platform, { firstRestartMs: 30, ...patience });
  onTestFinished(() => {
    for (const { port } of sent) port.close();
    return host.stop();
  });
  return { host, engines, children, sent, gone };
}

const nextMessage = async (port: MessagePort) => (await once(port, 'message'))[0];

/** A started shell with one page, whose port has been greeted. */
async function connected(patience?: Parameters<typeof shell>[0]) {
  const parts = shell(patience);
  parts.host.start();
  parts.host.connect('page', 'first');
  const { port } = parts.sent[0]!;
  await nextMessage(port);
  return { ...parts, port };
}

describe('connecting pages', () => {
  it('gives each request a port of its own', async () => {
    const { host, sent } = shell();
    host.start();
    host.connect('page', 'a');
    host.connect('other page', 'b');
    expect(sent.map(({ page, id }) => [page, id])).toEqual([
      ['page', 'a'],
      ['other page', 'b'],
    ]);
    const greetings = await Promise.all(sent.map(({ port }) => nextMessage(port)));
    expect(greetings[0]).toEqual(greetings[1]);
  });

  it('keeps the last request of a page until an engine runs again', async () => {
    const { host, engines, sent, gone, port } = await connected();
    gone.mockImplementation(() => {
      host.connect('page', 'before its reload');
      host.connect('page', 'after its reload');
    });
    port.postMessage('crash');
    await vi.waitFor(() => expect(sent).toHaveLength(2), PATIENT);
    expect(sent[1]).toMatchObject({ page: 'page', id: 'after its reload' });
    expect(await nextMessage(sent[1]!.port)).toEqual({ engine: engines[1]!.threadId });
  });
});

describe('working for the engine', () => {
  it('starts children, hands over their ports, and tells their end', async () => {
    const { children, port } = await connected();
    port.postMessage({ kind: 'spawn', id: 7, entry: 'parser' });
    expect(await nextMessage(port)).toBe('a child speaks');
    port.postMessage({ kind: 'kill', id: 7 });
    expect(await nextMessage(port)).toEqual({ kind: 'child-ended', id: 7, reason: 'exit code 1' });
    expect(children).toHaveLength(1);
  });

  it('ends the children of an engine that has ended', async () => {
    const { children, port } = await connected();
    port.postMessage({ kind: 'spawn', id: 1, entry: 'encoder' });
    await nextMessage(port);
    const childEnded = once(children[0]!, 'exit');
    port.postMessage('crash');
    await childEnded;
  });

  it('opens files and tells what the system says', async () => {
    const { port } = await connected();
    port.postMessage({ kind: 'open', id: 3, path: '/notes/a.md', how: 'open' });
    expect(await nextMessage(port)).toEqual({ kind: 'done', id: 3, problem: 'no program for /notes/a.md' });
  });

  it('puts files into the bin and tells what the system says', async () => {
    const { port } = await connected();
    port.postMessage({ kind: 'bin', id: 4, path: '/notes/a.md' });
    expect(await nextMessage(port)).toEqual({
      kind: 'done',
      id: 4,
      problem: 'Error: no bin for /notes/a.md',
    });
  });
});

describe('stopping', () => {
  it('lets the engine end by itself, and starts no other', async () => {
    const { host, engines, gone } = await connected();
    await host.stop();
    expect(gone).not.toHaveBeenCalled();
    expect(engines).toHaveLength(1);
    expect(engines[0]!.threadId).toBe(-1);
  });

  it('does not wait for ever', async () => {
    const { host, engines, port } = await connected({ stopLimitMs: 50 });
    port.postMessage('hang');
    await host.stop();
    expect(engines[0]!.threadId).toBe(-1);
  });

  it('comes before a restart that is due', async () => {
    const { host, engines, gone, port } = await connected();
    const stopped = new Promise((resolve) => gone.mockImplementation(() => resolve(host.stop())));
    port.postMessage('crash');
    await stopped;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(engines).toHaveLength(1);
  });
});
