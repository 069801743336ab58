import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ModelId, SourceId } from '../ids.ts';
import { DocumentReader } from '../read/documents.ts';
import { examineDatabase } from '../read/examination.ts';
import { migrate } from './index.ts';
import { libraryOfSchema6 } from './library-of-schema-6.ts';

let db: Database;
beforeEach(() => {
  db = libraryOfSchema6();
});
afterEach(() => db.close());

it('a library of schema 8 keeps its documents and folders, and knows nothing of when files were changed', () => {
  migrate(db, 8);
  migrate(db);
  const documents = new DocumentReader(db);
  expect(documents.sources()).toMatchObject([{ path: '/notes', device: 5, inode: null }]);
  expect(documents.knownDocuments(1 as SourceId)).toMatchObject([{ path: '/notes/a.md', changedAt: null }]);
  const found = examineDatabase(db, 1 as ModelId);
  expect(found).toMatchObject({ changedContents: [], changedVectors: [], integrity: [] });
});
