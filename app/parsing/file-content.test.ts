import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

  /** Reads like `readFile`, and someone writes to the file right after each of the first reads. */
  function readWhileWritten(times: number): (path: string) => Promise<Buffer> {
    let left = times;
    return async (file) => {
      const bytes = await readFile(file);
      if (left-- > 0) await appendFile(file, ' more');
      return bytes;
    };
  }

  it('reads again when the file changed while it was read', async () => {
    const content = await readContent(path, 1_000, readWhileWritten(1));
    expect(content.bytes.toString()).toBe('one more');
    expect(content.sizeBytes).toBe(8);
  });

  it('gives up on a file that keeps changing, for now', async () => {
    await expect(readContent(path, 1_000, readWhileWritten(2))).rejects.toMatchObject({
      code: 'parse.changed-while-reading',
      retryable: true,
    });
  });

  it('applies the size limit before reading', async () => {
    const neverRead = () => Promise.reject(new Error('was read'));
    await expect(readContent(path, 2, neverRead)).rejects.toMatchObject({ code: 'parse.too-large' });
  });
});
