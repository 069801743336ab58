import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The Electron binary, where there is one; null otherwise. Importing the package `electron` would download it instead.
 * @param environment  ELECTRON_OVERRIDE_DIST_PATH names a folder with a binary, as for the package itself.
 */
export function installedElectron(environment: NodeJS.ProcessEnv): string | null {
  const folder = electronPackage();
  if (folder === null) return null;
  // Written by the package's own installation: the binary's path inside the distribution of this platform.
  const pathFile = join(folder, 'path.txt');
  const inside = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : defaultBinary();
  const binary = join(environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), inside);
  return existsSync(binary) ? binary : null;
}

function electronPackage(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function defaultBinary(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}
