import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Content, makeHome, PROGRAM, type RunningApp } from './running-app.ts';

/** Starts `semblance serve`. */
export async function serveApp(content: Content): Promise<RunningApp> {
  await using resources = new AsyncDisposableStack();
  const { home, notes, library, options } = resources.use(await makeHome(content));
  const server = spawn(process.execPath, [PROGRAM, 'serve', '--library', library, '--port', '0'], {
    ...options,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode === null && server.signalCode === null) server.kill(signal);
    await ended;
  };
  resources.defer(() => end('SIGTERM'));
  const [url] = (await Promise.race([
    once(createInterface({ input: server.stdout }), 'line'),
    ended.then(([code]) => Promise.reject(new Error(`serve ended with exit code ${code}`))),
  ])) as [string];
  const running = resources.move();
  return {
    url,
    home,
    notes,
    answerFolderDialog: null,
    show: async (page) => void (await page.goto(url)),
    // Closed before its app ends, or the page would complain, rightly, that the engine is gone.
    leave: (page) => page.close(),
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
