import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databasePath } from './connection.ts';
import { LibraryStore } from './library-store.ts';
import { canMakeReadOnly, ReadOnlyMedium } from './read-only-medium.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from './temporary-library.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
  const draft = documentOf(library.source, '/notes/a.md', ['The ferry was late.']);
  await library.writer.replaceDocument(draft, library.model);
});
afterEach(() => library[Symbol.dispose]());

const logOf = (dir: string) => `${databasePath(dir)}-wal`;
const pathsIn = (store: LibraryStore) =>
  store.documents.knownDocuments(library.source).map(({ path }) => path);

describe('a library that is closed', () => {
  it('is left without a log, which a medium that may not be written could not hold', () => {
    expect(existsSync(logOf(library.dir))).toBe(true);
    library.store[Symbol.dispose]();
    expect(existsSync(logOf(library.dir))).toBe(false);
    using reader = LibraryStore.openReadOnly(library.dir);
    expect(pathsIn(reader)).toEqual(['/notes/a.md']);
    expect(existsSync(logOf(library.dir))).toBe(false);
  });

  it('keeps its log while somebody reads it, who then sees what the next one writes', async () => {
    using reader = LibraryStore.openReadOnly(library.dir);
    pathsIn(reader);
    library.store[Symbol.dispose]();
    using next = LibraryStore.open(library.dir);
    await next.writer?.replaceDocument(
      documentOf(library.source, '/notes/b.md', ['It rained.']),
      library.model,
    );
    expect(pathsIn(reader)).toEqual(['/notes/a.md', '/notes/b.md']);
  });

  it('that somebody has begun to read meanwhile is written all the same', async () => {
    library.store[Symbol.dispose]();
    using reader = LibraryStore.openReadOnly(library.dir);
    pathsIn(reader);
    using next = LibraryStore.open(library.dir);
    await next.writer?.replaceDocument(
      documentOf(library.source, '/notes/b.md', ['It rained.']),
      library.model,
    );
    expect(pathsIn(reader)).toEqual(['/notes/a.md', '/notes/b.md']);
  });
});

// Where mounting is refused, the tests above stand in: what has no log needs nothing written to be read.
describe.runIf(canMakeReadOnly())('on a medium that may not be written', () => {
  it.each([
    ['was closed', () => library.store[Symbol.dispose]()],
    ['was not closed, with its log', () => {}],
  ])('a library that %s is read, and refuses to be written with a code', (_, close) => {
    close();
    using medium = new ReadOnlyMedium();
    const dir = medium.hold(library.dir);
    using store = LibraryStore.openReadOnly(dir);
    expect(pathsIn(store)).toEqual(['/notes/a.md']);
    expect(() => LibraryStore.open(dir)).toThrow(expect.objectContaining({ code: 'library.unwritable' }));
  });

  it('a library without its lock, among other things, is opened as far as possible: for reading', () => {
    library.store[Symbol.dispose]();
    rmSync(join(library.dir, 'library.lock'));
    writeFileSync(join(library.dir, 'note.md'), '');
    using medium = new ReadOnlyMedium();
    using store = LibraryStore.openAsFarAsPossible(medium.hold(library.dir));
    expect(pathsIn(store)).toEqual(['/notes/a.md']);
    expect(store).toMatchObject({ writer: null, unwritable: { code: 'library.unwritable' } });
  });
});

describe('a library that cannot be locked for another reason than that it may not be written', () => {
  it('is not opened for reading alone by who is to write it, and stay', () => {
    library.store[Symbol.dispose]();
    rmSync(join(library.dir, 'library.lock'));
    mkdirSync(join(library.dir, 'library.lock'));
    const unwritable = expect.objectContaining({ code: 'library.unwritable' });
    expect(() => LibraryStore.openAsFarAsPossible(library.dir)).toThrow(unwritable);
  });
});
