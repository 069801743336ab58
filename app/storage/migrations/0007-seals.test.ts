import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ModelId } from '../ids.ts';
import { examineDatabase } from '../read/examination.ts';
import { migrate } from './index.ts';
import { libraryOfSchema6 } from './library-of-schema-6.ts';

let db: Database;
beforeEach(() => {
  db = libraryOfSchema6();
});
afterEach(() => db.close());

it('a library of schema 6 is sealed as it is', () => {
  migrate(db);
  const examined = () => examineDatabase(db, 1 as ModelId);
  expect(examined()).toMatchObject({ changedContents: [], changedVectors: [], integrity: [] });
  db.exec('UPDATE vector SET scale = 0.25 WHERE id = 1; UPDATE sentence SET text_end = 9 WHERE id = 2');
  expect(examined()).toMatchObject({ changedContents: [1], changedVectors: [1] });
});
