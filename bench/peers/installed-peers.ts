import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { benchFolder, Missing } from '../harness/bench-folder.ts';

const PACKAGE = fileURLToPath(new URL('./package.json', import.meta.url));

/** Installs the peers beside the corpora: hundreds of megabytes that have no place in the project. */
export function installPeers(): void {
  const folder = benchFolder('peers');
  mkdirSync(folder, { recursive: true });
  copyFileSync(PACKAGE, join(folder, 'package.json'));
  const { status } = spawnSync('npm', ['install'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('The peers could not be installed.');
}

/**
 * Loads a peer. Its types are told by the caller, since the project does not know the package.
 * @throws Missing with the command that installs it.
 */
export async function loadPeer<Module>(name: string): Promise<Module> {
  const folder = benchFolder('peers');
  if (!existsSync(join(folder, 'node_modules', name)))
    throw new Missing(`${name} is not installed: npm run bench -- peers`);
  const entry = createRequire(join(folder, 'package.json')).resolve(name);
  return import(pathToFileURL(entry).href);
}
