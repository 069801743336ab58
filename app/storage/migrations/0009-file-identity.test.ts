import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databasePath } from '../connection.ts';
import { LibraryStore } from '../library-store.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../temporary-library.ts';
import { AS_OF_SCHEMA_8 } from './as-of-schema-8.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

it('a library of schema 8 keeps its documents and folders, and knows nothing of when files were changed', async () => {
  const { writer, source, model } = library;
  await writer.replaceDocument(documentOf(source, '/notes/a.md', ['The ferry was late.']), model);
  library.store[Symbol.dispose]();
  const db = new SqliteDatabase(databasePath(library.dir));
  db.exec(AS_OF_SCHEMA_8);
  db.close();

  using store = LibraryStore.open(library.dir);
  expect(store.documents.sources()).toMatchObject([{ path: '/notes', device: 1, inode: null }]);
  expect(store.documents.knownDocuments(source)).toMatchObject([{ path: '/notes/a.md', changedAt: null }]);
  expect(store.examine(model)).toMatchObject({ changedContents: [], changedVectors: [], integrity: [] });
});
