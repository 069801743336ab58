import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NOTES = fileURLToPath(new URL('fixtures/notes', import.meta.url));
const PROGRAM = 'cli/semblance.ts';

/** A running `semblance serve` with a library and a home folder of its own. */
export interface ServedApp extends AsyncDisposable {
  /** The address with the token: the first line that `serve` prints. */
  readonly url: string;
  readonly home: string;
  /** A copy of the fixture notes, free to be changed. */
  readonly notes: string;
  /** Ends the server as a crash would. */
  kill(): Promise<void>;
}

/** @param content  `empty`: a new library; `notes`: one in which the notes are indexed already. */
export async function serveApp(content: 'empty' | 'notes'): Promise<ServedApp> {
  const home = await mkdtemp(join(tmpdir(), 'semblance-e2e-'));
  const notes = join(home, 'notes');
  const library = join(home, 'library');
  await mkdir(join(home, 'Documents'));
  await cp(NOTES, notes, { recursive: true });
  const options = { cwd: ROOT, env: { ...process.env, HOME: home, USERPROFILE: home } };
  if (content === 'notes') {
    await promisify(execFile)(process.execPath, [PROGRAM, 'index', notes, '--library', library], options);
  }
  const server = spawn(process.execPath, [PROGRAM, 'serve', '--library', library, '--port', '0'], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode === null && server.signalCode === null) server.kill(signal);
    await ended;
  };
  const [url] = (await Promise.race([
    once(createInterface({ input: server.stdout }), 'line'),
    ended.then(([code]) => Promise.reject(new Error(`serve ended with exit code ${code}`))),
  ])) as [string];
  return {
    url,
    home,
    notes,
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGTERM');
      await rm(home, { recursive: true, force: true });
    },
  };
}
