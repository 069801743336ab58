import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documentFile } from './document-file.ts';

let root: string;
let source: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'semblance-file-')));
  source = join(root, 'notes');
  mkdirSync(join(source, 'deep'), { recursive: true });
  mkdirSync(join(root, 'notes-elsewhere'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(name: string): string {
  const path = join(root, name);
  writeFileSync(path, 'text');
  return path;
}

describe('the file of a document', () => {
  it('is a readable one inside its source', async () => {
    const path = put('notes/deep/..note.md');
    expect(await documentFile(path, source)).toBe(path);
  });

  it('is found through a source that is a link', async () => {
    const path = put('notes/note.md');
    symlinkSync(source, join(root, 'link'));
    expect(await documentFile(join(root, 'link/note.md'), join(root, 'link'))).toBe(path);
  });

  it('is gone when there is nothing, or its whole folder is away', async () => {
    const gone = { code: 'document.gone', retryable: true };
    await expect(documentFile(join(source, 'note.md'), source)).rejects.toMatchObject(gone);
    rmSync(source, { recursive: true });
    await expect(documentFile(join(source, 'note.md'), source)).rejects.toMatchObject(gone);
  });

  it.each(['notes-elsewhere/note.md', 'note.md'])('does not lie outside, as %s does', async (name) => {
    const outside = { code: 'document.outside-source' };
    await expect(documentFile(put(name), source)).rejects.toMatchObject(outside);
    symlinkSync(join(root, name), join(source, 'innocent.md'));
    await expect(documentFile(join(source, 'innocent.md'), source)).rejects.toMatchObject(outside);
  });

  it('is never a program or a folder, whatever took its place', async () => {
    const refused = { code: 'document.not-a-document' };
    await expect(documentFile(put('notes/run.exe'), source)).rejects.toMatchObject(refused);
    symlinkSync(join(source, 'run.exe'), join(source, 'note.md'));
    await expect(documentFile(join(source, 'note.md'), source)).rejects.toMatchObject(refused);
    mkdirSync(join(source, 'folder.md'));
    await expect(documentFile(join(source, 'folder.md'), source)).rejects.toMatchObject(refused);
  });
});
