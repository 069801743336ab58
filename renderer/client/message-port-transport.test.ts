import { describe, expect, it, onTestFinished } from 'vitest';
import type { ShellMessage } from '../../app/contracts/shell-messages.ts';
import { messagePortTransport } from './message-port-transport.ts';

/** A page as far as the transport uses it: messages that it posts to itself, and what it asked of its shell. */
function page() {
  const target = new EventTarget();
  const asked: string[] = [];
  const post = (data: ShellMessage, port?: MessagePort, source: unknown = target) => {
    target.dispatchEvent(Object.assign(new Event('message'), { data, ports: port ? [port] : [], source }));
  };
  const channel = () => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port2.close());
    return { near: port1, far: port2 };
  };
  const open = messagePortTransport(target as unknown as Window, {
    connectEngine: (id) => void asked.push(id),
  });
  return { asked, post, channel, open };
}

/** Whether a promise is still pending after everything that is under way has been done. */
const isPending = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => false), new Promise((resolve) => setTimeout(() => resolve(true), 20))]);

describe('a connection through the shell', () => {
  it('asks for a port of its own, and opens when it comes', async () => {
    const { asked, post, channel, open } = page();
    const transport = open();
    expect(asked).toHaveLength(1);
    expect(await isPending(transport.opened)).toBe(true);
    post({ semblance: 'engine-port', id: asked[0]! }, channel().near);
    await transport.opened;
    transport.close();
    await transport.closed;
  });

  it('takes no port that was meant for another, such as the page before a reload', async () => {
    const { asked, post, channel, open } = page();
    const transport = open();
    post({ semblance: 'engine-port', id: 'of the page before' }, channel().near);
    expect(await isPending(transport.opened)).toBe(true);
    post({ semblance: 'engine-port', id: asked[0]! }, channel().near, {});
    expect(await isPending(transport.opened)).toBe(true);
  });

  it('ends when the shell tells that the engine is gone', async () => {
    const { asked, post, channel, open } = page();
    const transport = open();
    post({ semblance: 'engine-port', id: asked[0]! }, channel().near);
    await transport.opened;
    post({ semblance: 'engine-gone' });
    await transport.closed;
  });

  it('ends when the other end of its port is closed', async () => {
    const { asked, post, channel, open } = page();
    const { near, far } = channel();
    const transport = open();
    post({ semblance: 'engine-port', id: asked[0]! }, near);
    await transport.opened;
    far.close();
    await transport.closed;
  });

  it('goes on waiting when the engine ends before it has a port', async () => {
    const { asked, post, channel, open } = page();
    const transport = open();
    post({ semblance: 'engine-gone' });
    expect(await isPending(transport.closed)).toBe(true);
    post({ semblance: 'engine-port', id: asked[0]! }, channel().near);
    await transport.opened;
    transport.close();
  });
});
