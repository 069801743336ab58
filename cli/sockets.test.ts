import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { EngineContract } from '../app/contracts/engine-api.ts';
import { type OpenSocket, socketsOf } from './sockets-of.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const PROGRAM = pathOf('./semblance.ts');
const SERVED = pathOf('./fixtures/served-library.ts');
const NOTE_SOCKETS = pathOf('./fixtures/note-sockets.ts');
const MODEL = pathOf('../app/embedding/fixtures/tiny-deelm');
const LOOK_EVERY_MS = 10;
/** Node reads an address before it listens on it; nothing is asked for that. */
const OWN_LOOKUP = 'lookup "127.0.0.1" {"all":true}';

let root: string;
let attempts: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-sockets-'));
  attempts = join(root, 'attempts');
  mkdirSync(join(root, 'notes'));
  for (let i = 0; i < 40; i++)
    writeFileSync(
      join(root, 'notes', `${i}.md`),
      `# Note ${i}\n\nThe ferry was late on day ${i}. See https://example.org/${i}.\n`,
    );
  writeFileSync(
    join(root, 'notes', 'page.html'),
    '<img src="https://example.org/x.png"><p>A page with a picture.</p>',
  );
});
afterAll(() => rmSync(root, { recursive: true }));

/** A process that is looked at until it ends, with its descendants. */
class WatchedProcess {
  readonly child: ChildProcess;
  readonly #seen = new Map<string, OpenSocket>();
  readonly #timer: NodeJS.Timeout;

  constructor(program: string, args: readonly string[]) {
    this.child = spawn(process.execPath, ['--import', NOTE_SOCKETS, program, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: `--import ${NOTE_SOCKETS}`, SEMBLANCE_TEST_SOCKETS: attempts },
    });
    this.#timer = setInterval(() => {
      for (const socket of socketsOf(this.child.pid!)) this.#seen.set(JSON.stringify(socket), socket);
    }, LOOK_EVERY_MS);
  }

  /** Every socket that was seen so far, and forgets them. */
  takeSeen(): OpenSocket[] {
    const seen = [...this.#seen.values()];
    this.#seen.clear();
    return seen;
  }

  async ended(): Promise<number | null> {
    this.child.stdout!.resume();
    if (this.child.exitCode === null) await once(this.child, 'exit');
    clearInterval(this.#timer);
    return this.child.exitCode;
  }
}

/** What was tried since the last time, short as it may have been. */
function takeAttempts(): string[] {
  const lines = existsSync(attempts) ? readFileSync(attempts, 'utf8').trim().split('\n') : [];
  rmSync(attempts, { force: true });
  return lines.filter((line) => line !== '');
}

const common = () => ['--library', join(root, 'library'), '--model', MODEL];

describe.runIf(process.platform === 'linux')('sockets (looked for in /proc, so on Linux only)', () => {
  it('are seen when there are any, and so is what was only tried', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect(socketsOf(process.pid)).toContainEqual(
      expect.objectContaining({ kind: 'tcp', isListening: true }),
    );
    server.close();
    const script = join(root, 'caller.ts');
    writeFileSync(
      script,
      `import { lookup } from 'node:dns/promises';\nawait lookup('localhost');\nfetch('http://127.0.0.1:9999').catch(() => {});`,
    );
    await new WatchedProcess(script, []).ended();
    const tried = takeAttempts();
    expect(tried).toContainEqual(expect.stringMatching(/^lookup "localhost"/));
    expect(tried).toContainEqual(expect.stringMatching(/^connect .*127\.0\.0\.1/));
  });

  it.each([
    ['index', () => [join(root, 'notes')]],
    ['search', () => ['a late ferry']],
    ['compare', () => ['The ferry was late.', 'The boat was not on time.']],
  ])('are opened by no process of "%s"', async (command, args) => {
    const run = new WatchedProcess(PROGRAM, [command, ...args(), ...common()]);
    expect(await run.ended()).toBe(0);
    expect(run.takeSeen()).toEqual([]);
    expect(takeAttempts()).toEqual([]);
  });

  it('are one for a served library: the loopback host, on 127.0.0.1 alone', async () => {
    const run = new WatchedProcess(SERVED, [join(root, 'library'), MODEL]);
    const [line] = (await once(createInterface({ input: run.child.stdout! }), 'line')) as [string];
    const { port, searchParams } = new URL(line);
    const socket = new WebSocket(`ws://127.0.0.1:${port}/engine`, {
      headers: { Authorization: `Bearer ${searchParams.get('token')}` },
    });
    const client: ContractRouterClient<EngineContract> = createORPCClient(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    writeFileSync(join(root, 'notes', 'new.md'), 'A note that is found while the library is served.\n');
    await client.library.addSource({ path: join(root, 'notes') });
    await expect
      .poll(async () => (await client.search.query({ query: 'served', mode: 'words' })).hits.length)
      .toBe(1);
    await client.search.query({ query: 'a late ferry' });
    await client.duplicates.groups({});
    socket.close();
    const seen = run.takeSeen();
    run.child.kill('SIGTERM');
    expect(await run.ended()).toBe(0);
    const own = { pid: run.child.pid, kind: 'tcp', local: `127.0.0.1:${port}` };
    expect(seen.filter(({ isListening }) => isListening)).toEqual([{ ...own, isListening: true }]);
    expect(seen.filter((each) => !each.isListening)).toEqual([{ ...own, isListening: false }]);
    expect(takeAttempts().map((attempt) => attempt.trim())).toEqual(['listen 0 "127.0.0.1"', OWN_LOOKUP]);
  });
});
