import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from './connection.ts';
import type { DocumentId } from './ids.ts';
import { LibraryStore } from './library-store.ts';
import { SCHEMA_VERSION } from './migrations/index.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from './temporary-library.ts';

const OAK = 'The old oak fell in the storm.';
const TAX = 'The tax return is due in April.';
const SOUP = 'Simmer the lentil soup for an hour.';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

const store = (paragraphs: string[], kept: string[] = [], path = '/notes/a.md') =>
  library.writer.replaceDocument(documentOf(library.source, path, paragraphs, kept), library.model);
const vectorIds = () =>
  (['sentence', 'passage'] as const).map(
    (unit) => library.store.vectors.after(unit, library.model, 0, 100).ids,
  );

describe('a library on disk', () => {
  it('is private to the user', () => {
    expect(statSync(library.dir).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['a folder of its own becomes private again', [], 0o700],
    ['a folder that holds other things keeps its permissions', ['notes.md'], 0o755],
  ])('%s', (_, others, mode) => {
    library.store[Symbol.dispose]();
    for (const name of others) writeFileSync(join(library.dir, name), '');
    chmodSync(library.dir, 0o755);
    LibraryStore.open(library.dir)[Symbol.dispose]();
    expect(statSync(library.dir).mode & 0o777).toBe(mode);
  });

  it('opens again as it was closed', async () => {
    await store([OAK, TAX]);
    library.store[Symbol.dispose]();
    using again = LibraryStore.open(library.dir);
    expect(again.documents.counts()).toMatchObject({ documents: 1, passages: 2, sentences: 2 });
  });

  it('refuses a library that a newer program wrote, and changes nothing', () => {
    library.store[Symbol.dispose]();
    const db = new SqliteDatabase(databasePath(library.dir));
    db.prepare('INSERT INTO schema_version VALUES (?, 0)').run(SCHEMA_VERSION + 1);
    db.close();
    expect(() => LibraryStore.open(library.dir)).toThrow(expect.objectContaining({ code: 'library.newer' }));
  });

  it('does not read what an older program left, before a writer brought it up to date', () => {
    library.store[Symbol.dispose]();
    const db = new SqliteDatabase(databasePath(library.dir));
    db.exec('DELETE FROM schema_version');
    db.close();
    expect(() => LibraryStore.openReadOnly(library.dir)).toThrow(
      expect.objectContaining({ code: 'library.older' }),
    );
  });

  it('tells a schema that no program wrote, whatever SQLite says of it', () => {
    library.store[Symbol.dispose]();
    const db = new SqliteDatabase(databasePath(library.dir));
    db.unsafeMode();
    db.pragma('writable_schema = ON');
    db.exec(`UPDATE sqlite_schema SET sql = replace(sql, 'porter ', 'porter(') WHERE name = 'passage_fts'`);
    db.close();
    for (const open of [LibraryStore.open, LibraryStore.openReadOnly])
      expect(() => open(library.dir)).toThrow(expect.objectContaining({ code: 'library.damaged' }));
  });

  it('says which library is missing instead of making one to read', () => {
    expect(() => LibraryStore.openReadOnly(join(library.dir, 'nowhere'))).toThrow(
      expect.objectContaining({ code: 'library.missing' }),
    );
  });
});

describe('one writer', () => {
  it('lets a second opener read and tells it who holds the library', () => {
    using second = LibraryStore.open(library.dir);
    expect(second.writer).toBeNull();
    expect(second.lockedBy).toMatchObject({ pid: process.pid });
  });

  it('is free again after its holder was killed', async () => {
    library.store[Symbol.dispose]();
    const holder = join(library.dir, 'holder.ts');
    const storeModule = fileURLToPath(new URL('./library-store.ts', import.meta.url));
    writeFileSync(
      holder,
      `import { LibraryStore } from ${JSON.stringify(storeModule)};
       const store = LibraryStore.open(${JSON.stringify(library.dir)});
       process.send(store.writer !== null);
       setInterval(() => store, 1000);`,
    );
    const child = fork(holder);
    expect(await once(child, 'message')).toEqual([true, undefined]);
    using while_held = LibraryStore.open(library.dir);
    expect(while_held.lockedBy).toMatchObject({ pid: child.pid });
    child.kill('SIGKILL');
    await once(child, 'exit');
    using after = LibraryStore.open(library.dir);
    expect(after.writer).not.toBeNull();
  });
});

describe('replacing a document', () => {
  it('keeps the vectors of unchanged passages, adds and removes the others', async () => {
    await store([OAK, TAX]);
    const before = vectorIds();
    const changes = await store([SOUP, OAK], [OAK]);
    const after = vectorIds();
    expect(changes.map(({ added, removed }) => [added, removed.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    for (const [unit, ids] of after.entries()) {
      expect(ids[0]).toBe(before[unit]?.[0]);
      expect(ids[1]).toBeGreaterThan(Math.max(...(before[unit] as number[])));
    }
  });

  it('moves an unchanged passage to its new place', async () => {
    await store([OAK, TAX]);
    await store([SOUP, OAK], [OAK]);
    const id = library.store.documents.byPath('/notes/a.md')?.id as DocumentId;
    const text = library.store.documents.text(id) as string;
    const passages = library.store.passages.ofDocument(id);
    expect(passages.map(({ span }) => text.slice(span.start, span.end))).toEqual([SOUP, OAK]);
    const sentences = library.store.passages.sentences([passages[1]!.id], library.model);
    expect(sentences.map(({ span }) => text.slice(span.start, span.end))).toEqual([OAK]);
  });

  it('keeps as many copies of a repeated paragraph as the document has', async () => {
    await store([OAK, OAK, TAX]);
    await store([OAK, TAX], [OAK, TAX]);
    expect(library.store.documents.counts()).toMatchObject({ passages: 2, sentences: 2 });
  });

  it('shows readers the old version until the new one is whole', async () => {
    await store([OAK]);
    const paragraphs = Array.from(
      { length: 3_000 },
      (_, index) => `Paragraph number ${index} of a long document.`,
    );
    const writing = store(paragraphs);
    const seen = new Set<number>();
    let done = false;
    void writing.then(() => {
      done = true;
    });
    while (!done) {
      seen.add(library.store.documents.counts().passages);
      await new Promise((resolve) => setImmediate(resolve));
    }
    seen.add(library.store.documents.counts().passages);
    expect([...seen]).toEqual([1, 3_000]);
  });

  it('leaves the old version when it fails in the middle', async () => {
    await store([OAK, TAX]);
    const draft = documentOf(library.source, '/notes/a.md', [SOUP, OAK]);
    const broken = { ...draft, passages: draft.passages.map((passage) => ({ ...passage, vectors: null })) };
    await expect(library.writer.replaceDocument(broken, library.model)).rejects.toThrow('needs its vectors');
    expect(library.store.documents.counts()).toMatchObject({ passages: 2 });
    expect(library.store.words.match('"oak"', 5)).toHaveLength(1);
    expect(library.store.examine(library.model)).toMatchObject({
      incomplete: [],
      strayVectors: 0,
      wordsAgree: true,
    });
  });

  it('removes a source with everything that was indexed from it', async () => {
    await store([OAK, TAX]);
    const changes = await library.writer.removeSource(library.source);
    expect(changes.flatMap(({ removed }) => removed)).toHaveLength(4);
    expect(library.store.documents.counts()).toEqual({ documents: 0, passages: 0, sentences: 0, failed: 0 });
    expect(library.store.words.match('"oak"', 5)).toEqual([]);
  });
});

describe('words', () => {
  beforeEach(() =>
    store([
      'Crème brûlée needs patience.',
      'Cafe\u0301 au lait. पाले से पौधे.',
      'The gardener gardens in the garden.',
      'x "quoted" OR -y*',
    ]),
  );

  it('folds accents and word forms', () => {
    expect(library.store.words.match('"creme"', 5)).toHaveLength(1);
    expect(library.store.words.match('"gardening"', 5)).toHaveLength(1);
  });

  it('takes vowel signs and combining accents as parts of their words', () => {
    expect(library.store.words.match('"पाले"', 5)).toHaveLength(1);
    expect(library.store.words.match('"पाल"', 5)).toHaveLength(0);
    expect(library.store.words.match('"cafe"', 5)).toHaveLength(1);
  });

  it('says where the words stand', () => {
    const [hit] = library.store.words.matchingPassages('"garden"');
    const spans = library.store.words.wordSpans('"garden"', [hit!]).get(hit!);
    const text = 'The gardener gardens in the garden.';
    expect(spans?.map(({ start, end }) => text.slice(start, end))).toEqual(['gardener', 'gardens', 'garden']);
  });

  it('counts no further than asked', () => {
    expect(library.store.words.frequency('"x" OR "needs" OR "garden"', 2)).toBe(2);
  });
});
