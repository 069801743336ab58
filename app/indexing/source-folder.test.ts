import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentId, SourceId } from '../storage/ids.ts';
import type { KnownDocument } from '../storage/read/documents.ts';
import { folderIdentity, isReachable, sourceIdentity } from './source-folder.ts';

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
    expect(await sourceIdentity(root, library)).toEqual(await folderIdentity(root));
  });

  it('is not the library, nor inside it, by whatever name', async () => {
    symlinkSync(library, join(root, 'other-name'));
    for (const path of [library, join(library, 'models'), join(root, 'other-name')]) {
      await expect(sourceIdentity(path, library)).rejects.toMatchObject({ code: 'source.is-library' });
    }
  });

  it('is judged also when there is no library yet', async () => {
    expect(await sourceIdentity(root, join(root, 'nowhere'))).toEqual(await folderIdentity(root));
  });

  it.runIf(existsSync('/proc/self'))('is none that the system makes up', async () => {
    await expect(sourceIdentity('/proc/self', library)).rejects.toMatchObject({ code: 'source.is-system' });
  });
});

describe('a source that cannot be reached', () => {
  let folder: string;
  beforeEach(() => {
    folder = join(root, 'notes');
    mkdirSync(folder);
  });
  const source = async (device = 0, inode: number | null = 0) => {
    const identity = await folderIdentity(folder);
    return {
      ...{ id: 1 as SourceId, path: folder, device: identity.device + device },
      inode: inode === null ? null : (identity.inode ?? 0) + inode,
    };
  };
  const put = (name: string, text = 'text'): KnownDocument => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return {
      ...{ path, size: text.length, modifiedAt: statSync(path).mtimeMs, changedAt: 1 },
      ...{ id: 1 as DocumentId, sourceId: 1 as SourceId },
      contentHash: createHash('sha256').update(text).digest('hex'),
    };
  };

  it('is a folder that is gone', async () => {
    const added = await source();
    rmSync(folder, { recursive: true });
    expect(await isReachable(added, () => [])).toBe(false);
  });

  it.each([
    ['on another device', 1, 0],
    ['with another inode', 0, 1],
  ])('is an empty folder %s: a mount point without its drive', async (_, device, inode) => {
    const added = await source(device, inode);
    expect(await isReachable(added, () => [])).toBe(false);
    put('a.md');
    expect(await isReachable(added, () => [])).toBe(true);
  });

  it('is another drive in its place, without any of its documents', async () => {
    const [added, document] = [await source(1), put('a.md')];
    expect(await isReachable(added, () => [document])).toBe(true);
    rmSync(document.path);
    put('other.md');
    expect(await isReachable(added, () => [document])).toBe(false);
  });

  it('is another drive that has a file of the same name', async () => {
    const [added, document] = [await source(1), put('README.md', 'mine')];
    put('README.md', 'not mine');
    expect(await isReachable(added, () => [document])).toBe(false);
    put('README.md', 'hers');
    utimesSync(document.path, 1, 1);
    expect(await isReachable(added, () => [document])).toBe(false);
  });

  it('is not one whose files were copied without their times, nor one whose documents are to be read again', async () => {
    const [added, document] = [await source(1), put('a.md')];
    expect(await isReachable(added, () => [{ ...document, size: -1, contentHash: '' }])).toBe(true);
    utimesSync(document.path, 1, 1);
    expect(await isReachable(added, () => [document])).toBe(true);
  });

  it('is not a folder whose files were all deleted', async () => {
    const document = put('a.md');
    rmSync(document.path);
    expect(await isReachable(await source(), () => [document])).toBe(true);
    expect(await isReachable(await source(0, null), () => [document])).toBe(true);
  });

  it('is told apart when it is added', async () => {
    await expect(folderIdentity(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'source.missing' });
    await expect(folderIdentity(put('a.md').path)).rejects.toMatchObject({ code: 'source.not-a-folder' });
  });
});
