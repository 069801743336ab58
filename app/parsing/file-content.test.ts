import { spawnSync } from 'node:child_process';
import {
  appendFile,
  type FileHandle,
  mkdir,
  mkdtemp,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readContent } from './file-content.ts';

describe('readContent', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-content-'));
    path = join(folder, 'growing.txt');
    await writeFile(path, 'one');
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Reads the file, and something happens to it right after each of the first reads. */
  function readWhile(act: () => Promise<unknown>, times = 1): (file: FileHandle) => Promise<Buffer> {
    let left = times;
    return async (file) => {
      const bytes = await file.readFile();
      if (left-- > 0) await act();
      return bytes;
    };
  }
  const grow = () => appendFile(path, ' more');

  it('reads again when the file changed while it was read', async () => {
    const content = await readContent(path, 1_000, readWhile(grow));
    expect(content.bytes.toString()).toBe('one more');
    expect(content.sizeBytes).toBe(8);
  });

  it('gives up on a file that keeps changing, for now', async () => {
    await expect(readContent(path, 1_000, readWhile(grow, 2))).rejects.toMatchObject({
      code: 'parse.changed-while-reading',
      retryable: true,
    });
  });

  it.each([
    ['cut off', () => truncate(path, 1), 'o'],
    ['replaced', () => writeFile(`${path}.new`, 'two').then(() => rename(`${path}.new`, path)), 'two'],
  ])('reads again when the file was %s meanwhile', async (_, act, text) => {
    expect((await readContent(path, 1_000, readWhile(act))).bytes.toString()).toBe(text);
  });

  it.each([
    ['a folder', () => rm(path).then(() => mkdir(path))],
    ['a pipe', () => rm(path).then(() => spawnSync('mkfifo', [path]))],
  ])('tells of a file that became %s, and waits for nothing', async (_, become) => {
    await become();
    await expect(readContent(path, 1_000)).rejects.toMatchObject({ code: 'parse.unreadable' });
  });

  it('tells of a file that was deleted meanwhile', async () => {
    const gone = readContent(
      path,
      1_000,
      readWhile(() => rm(path)),
    );
    await expect(gone).rejects.toMatchObject({ code: 'parse.missing' });
  });

  it('reads no more of a file that grows without end than it had, and one byte', async () => {
    await writeFile(path, 'x'.repeat(100));
    const lengths: number[] = [];
    const grown = readContent(path, 1_000, async (file, length) => {
      lengths.push(length);
      await grow();
      return file.readFile();
    });
    await expect(grown).rejects.toMatchObject({ code: 'parse.changed-while-reading' });
    expect(lengths).toEqual([101, 106]);
  });

  it('applies the size limit before reading', async () => {
    const neverRead = () => Promise.reject(new Error('was read'));
    await expect(readContent(path, 2, neverRead)).rejects.toMatchObject({ code: 'parse.too-large' });
  });
});
