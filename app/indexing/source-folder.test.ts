import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceDevice } from './source-folder.ts';

let root: string;
let library: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-source-'));
  library = join(root, 'library');
  mkdirSync(join(library, 'models'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a folder that is to become a source', () => {
  it('may hold the library', async () => {
    expect(await sourceDevice(root, library)).toBeGreaterThan(0);
  });

  it('is not the library, nor inside it, by whatever name', async () => {
    symlinkSync(library, join(root, 'other-name'));
    for (const path of [library, join(library, 'models'), join(root, 'other-name')]) {
      await expect(sourceDevice(path, library)).rejects.toMatchObject({ code: 'source.is-library' });
    }
  });

  it('is judged also when there is no library yet', async () => {
    expect(await sourceDevice(root, join(root, 'nowhere'))).toBeGreaterThan(0);
  });

  it.runIf(existsSync('/proc/self'))('is none that the system makes up', async () => {
    await expect(sourceDevice('/proc/self', library)).rejects.toMatchObject({ code: 'source.is-system' });
  });
});
