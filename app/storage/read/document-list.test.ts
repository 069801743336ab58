import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelId } from '../ids.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../temporary-library.ts';
import type { DocumentListQuery } from './document-list.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

interface Note {
  readonly title?: string | null;
  readonly passages?: number;
  readonly modifiedAt?: number;
}

/** Stores a document; its passages are told apart by their number. */
function store(
  path: string,
  { title = null, passages = 1, modifiedAt = 1_000 }: Note = {},
  model = library.model,
) {
  const paragraphs = Array.from({ length: passages }, (_, number) => `${path}, paragraph ${number}.`);
  const draft = { ...documentOf(library.source, path, paragraphs), title, modifiedAt };
  return library.writer.replaceDocument(draft, model);
}
const fail = (path: string, source = library.source) =>
  library.writer.recordFailure(
    source,
    { path, size: 3, modifiedAt: 500, changedAt: 500 },
    { code: 'parse.binary', message: 'No text', nextStep: 'Leave it.', retryable: false },
  );
const page = (query: Partial<DocumentListQuery> = {}) =>
  library.store.documentList.page(
    { filter: '', sort: 'name', descending: false, offset: 0, limit: 100, ...query },
    library.model,
  );
const names = (query: Partial<DocumentListQuery> = {}) =>
  page(query).rows.map(({ title, path }) => title ?? path.split('/').at(-1));

describe('the list of documents', () => {
  it('is in the order of titles, or of file names where there is none, in any case', async () => {
    await store('/notes/z.md', { title: 'apples' });
    await store('/notes/deep/Bees.md');
    await store('C:\\notes\\clouds.md');
    await fail('/notes/a/Dogs.md');
    expect(names()).toEqual(['apples', 'Bees.md', 'C:\\notes\\clouds.md', 'Dogs.md']);
    expect(names({ descending: true })).toEqual(names().reverse());
  });

  it('is sorted by time and by passages as well', async () => {
    await store('/notes/a.md', { modifiedAt: 3_000, passages: 2 });
    await store('/notes/b.md', { modifiedAt: 1_000, passages: 3 });
    await store('/notes/c.md', { modifiedAt: 2_000, passages: 1 });
    expect(names({ sort: 'modified', descending: true })).toEqual(['a.md', 'c.md', 'b.md']);
    expect(names({ sort: 'passages' })).toEqual(['c.md', 'a.md', 'b.md']);
    expect(page({ sort: 'passages' }).rows.map(({ passages }) => passages)).toEqual([1, 2, 3]);
  });

  it('counts the passages of a document that was replaced', async () => {
    await store('/notes/a.md', { passages: 5 });
    await store('/notes/a.md', { passages: 2 });
    expect(page().rows).toMatchObject([{ passages: 2 }]);
  });

  it('comes in pages that join without gap or overlap, beside its whole length', async () => {
    for (let i = 0; i < 25; i++) await store(`/notes/n${i}.md`, { title: `Same title ${i % 3}` });
    for (let i = 0; i < 5; i++) await fail(`/notes/x${i}.md`);
    const whole = page().rows.map(({ path }) => path);
    expect(new Set(whole).size).toBe(30);
    for (const filter of ['', 'notes']) {
      const parts = [0, 10, 20].map((offset) => page({ offset, limit: 10, filter }));
      expect(parts.map(({ total }) => total)).toEqual([30, 30, 30]);
      expect(parts.flatMap(({ rows }) => rows.map(({ path }) => path))).toEqual(whole);
    }
    expect(page({ offset: 40 }).rows).toEqual([]);
  });
});

describe('a filter', () => {
  it('looks at paths and titles, in any case, for characters as they are', async () => {
    await store('/notes/garden/a.md', { title: 'Frost' });
    await store('/notes/b.md', { title: 'The GARDEN' });
    await store('/notes/c.md', { title: '100 % wool_en' });
    expect(names({ filter: 'garden' })).toEqual(['Frost', 'The GARDEN']);
    expect(names({ filter: '0 %' })).toEqual(['100 % wool_en']);
    expect(names({ filter: 'l_e' })).toEqual(['100 % wool_en']);
    expect(names({ filter: '%' })).toEqual(['100 % wool_en']);
    expect(page({ filter: 'nothing like it' })).toEqual({ rows: [], total: 0 });
  });

  it('sees what was stored after it was first asked', async () => {
    await store('/notes/garden.md');
    expect(page({ filter: 'garden' }).total).toBe(1);
    await store('/notes/garden-2.md');
    expect(page({ filter: 'garden' }).total).toBe(2);
  });

  it('takes one source alone', async () => {
    const other = await library.writer.addSource('/other', { device: 1, inode: 2 });
    await store('/notes/a.md');
    await library.writer.replaceDocument(documentOf(other, '/other/b.md', ['One.']), library.model);
    await fail('/other/c.md', other);
    expect(page({ source: other }).rows.map(({ path }) => path)).toEqual(['/other/c.md', '/other/b.md']);
    expect(page({ source: library.source })).toMatchObject({ total: 1, rows: [{ path: '/notes/a.md' }] });
  });
});

describe('the status of a document', () => {
  beforeEach(async () => {
    const old = (await library.writer.model('older', 'other fingerprint', 8)) as ModelId;
    await store('/notes/fine.md');
    await store('/notes/old.md', {}, old);
    await store('/notes/broken-since.md');
    await fail('/notes/broken-since.md');
    await fail('/notes/never-read.md');
  });

  it('is told of each', () => {
    expect(page().rows.map(({ path, status, documentId }) => [path, status, documentId !== null])).toEqual([
      ['/notes/broken-since.md', 'failed', true],
      ['/notes/fine.md', 'indexed', true],
      ['/notes/never-read.md', 'failed', false],
      ['/notes/old.md', 'waiting', true],
    ]);
  });

  it.each([
    ['indexed', ['fine.md']],
    ['failed', ['broken-since.md', 'never-read.md']],
    ['waiting', ['old.md']],
  ] as const)('can be asked for: %s', (status, expected) => {
    expect(names({ status })).toEqual(expected);
    expect(page({ status }).total).toBe(expected.length);
  });
});
