import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { installedElectron } from './installed-electron.ts';

it('takes the binary of a folder that is named, and none where the folder has none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'semblance-electron-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  expect(installedElectron(environment)).toBeNull();

  for (const name of ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), '');
    await chmod(join(folder, name), 0o755);
  }
  expect(installedElectron(environment)).toContain(folder);
});
