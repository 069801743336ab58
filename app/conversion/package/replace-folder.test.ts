import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFolder } from './replace-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-replace-'));
});
afterEach(() => rm(folder, { recursive: true }));

const packageWith = (text: string) => (partial: string) => writeFile(join(partial, 'deelm.json'), text);
const current = () => readFile(join(folder, 'package', 'deelm.json'), 'utf8');

describe('replaceFolder', () => {
  it('makes a folder, with its parents, and fills it', async () => {
    const nested = join(folder, 'some', 'models', 'package');
    await replaceFolder(nested, packageWith('new'));
    expect(await readdir(nested)).toEqual(['deelm.json']);
  });

  it('takes an empty folder', async () => {
    await mkdir(join(folder, 'package'));
    await replaceFolder(join(folder, 'package'), packageWith('new'));
    expect(await current()).toBe('new');
  });

  it('keeps the package that is there when the new one fails', async () => {
    await replaceFolder(join(folder, 'package'), packageWith('old'));
    const failing = replaceFolder(join(folder, 'package'), async (partial) => {
      await packageWith('half')(partial);
      throw new Error('the model is broken');
    });
    await expect(failing).rejects.toThrow('the model is broken');
    expect(await current()).toBe('old');
    expect(await readdir(folder)).toEqual(['package']);
  });

  it('tells of a full disk as something the user can mend', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const failing = replaceFolder(join(folder, 'package'), () => Promise.reject(full));
    await expect(failing).rejects.toMatchObject({ code: 'conversion.cannot-write', cause: full });
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a file, and a path through one', async () => {
    await writeFile(join(folder, 'file'), 'text');
    for (const target of [join(folder, 'file'), join(folder, 'file', 'package')]) {
      await expect(replaceFolder(target, packageWith('new'))).rejects.toMatchObject({
        code: 'conversion.output-in-use',
      });
    }
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('text');
  });
});
