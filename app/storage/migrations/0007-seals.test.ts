import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databasePath } from '../connection.ts';
import { LibraryStore } from '../library-store.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../temporary-library.ts';
import { AS_OF_SCHEMA_7 } from './as-of-schema-7.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

it('a library of schema 6 is sealed as it is', async () => {
  const draft = documentOf(library.source, '/notes/a.md', ['The ferry was late.', 'It rained.']);
  await library.writer.replaceDocument(draft, library.model);
  library.store[Symbol.dispose]();
  const db = new SqliteDatabase(databasePath(library.dir));
  db.exec(AS_OF_SCHEMA_7);
  db.exec(`
    ALTER TABLE document DROP COLUMN seal;
    ALTER TABLE document_model DROP COLUMN seal;
    DELETE FROM schema_version WHERE version = 7;
  `);
  db.close();

  using store = LibraryStore.open(library.dir);
  expect(store.examine(library.model)).toMatchObject({
    changedContents: [],
    changedVectors: [],
    integrity: [],
  });
});
