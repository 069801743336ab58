import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const SOURCES = ['renderer', 'app/contracts', 'main/preload', 'vite.config.ts', 'package-lock.json'];
const BUILT = ['out/renderer/index.html', 'out/preload/index.cjs'];

/** Builds the window and its preload script unless they are newer than all of their sources. */
export async function buildWindowIfStale(root: string): Promise<void> {
  if (!(await isWindowStale(root))) return;
  process.stderr.write('Building the window…\n');
  const { createBuilder } = await import('vite');
  const builder = await createBuilder({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await builder.buildApp();
}

/** True when something that the window is built from has changed since, or nothing was built yet. */
export async function isWindowStale(root: string): Promise<boolean> {
  const built = await Promise.all(BUILT.map((file) => modifiedAt(join(root, file))));
  const sources = await Promise.all(SOURCES.map((path) => newestWithin(join(root, path))));
  return Math.min(...built) < Math.max(...sources);
}

async function newestWithin(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true }).catch(() => []);
  const times = await Promise.all(['', ...entries].map((entry) => modifiedAt(join(path, entry))));
  return Math.max(...times);
}

/** Milliseconds since 1970; 0 for what is not there. */
async function modifiedAt(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}
