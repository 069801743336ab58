import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentTypeOf } from './document-type.ts';
import { parseFile } from './parse-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parse-file-'));
  await mkdir(join(folder, 'folder.md'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('parseFile', () => {
  it.each([
    ['note.md', '# Hi\n\nThere', 'markdown', ['Hi', 'There']],
    ['NOTE.TXT', '# Hi', 'text', ['# Hi']],
    ['page.htm', '<h1>Hi</h1>There', 'html', ['Hi', 'There']],
  ])('reads %s', async (name, content, type, texts) => {
    const parsed = await parseFile(await file(name, content));
    expect(parsed.type).toBe(type);
    expect(parsed.document.blocks.map((block) => block.text)).toEqual(texts);
  });

  it('tells hash, size and time of the file', async () => {
    const path = await file('dated.md', 'Größe');
    await utimes(path, 1_700_000_000, 1_700_000_000);
    expect(await parseFile(path)).toMatchObject({
      contentHash: createHash('sha256').update('Größe').digest('hex'),
      sizeBytes: (await stat(path)).size,
      modifiedAtMs: 1_700_000_000_000,
    });
  });

  it('reads a page in the encoding that it declares', async () => {
    const bytes = Buffer.from('<meta charset="windows-1251"><p>\xcf\xf0\xe8\xe2\xe5\xf2', 'latin1');
    const { document } = await parseFile(await file('cyrillic.html', bytes));
    expect(document.text).toBe('Привет');
  });

  it('reads an empty file as a document without blocks', async () => {
    const { document } = await parseFile(await file('empty.md', ''));
    expect(document).toEqual({ text: '', title: null, tags: [], blocks: [] });
  });

  it.each([
    ['parse.missing', () => join(folder, 'nowhere', 'gone.md')],
    ['parse.unreadable', () => join(folder, 'folder.md')],
    ['parse.too-large', () => file('large.md', 'x'.repeat(10_000))],
    ['parse.binary', () => file('image.md', Uint8Array.from([0x89, 0x50, 0, 0]))],
    ['parse.unsupported', () => file('image.png', 'x')],
    ['parse.too-deep', () => file('deep.html', '<div>'.repeat(1_200))],
  ])('refuses with %s and a next step', async (code, path) => {
    const parsing = parseFile(await path(), { maxBytes: 9_999 });
    await expect(parsing).rejects.toMatchObject({ code, nextStep: expect.stringMatching(/\.$/) });
  });
});

describe('documentTypeOf', () => {
  it.each([
    ['a.md', 'markdown'],
    ['b/README.Markdown', 'markdown'],
    ['notes.org', 'text'],
    ['page.xhtml', 'html'],
    ['image.png', null],
    ['Makefile', null],
    ['.md', null],
  ])('%s is %s', (path, type) => {
    expect(documentTypeOf(path)).toBe(type);
  });
});
