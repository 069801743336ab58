import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databasePath, openForReading } from '../connection.ts';
import type { PassageId } from '../ids.ts';
import { LibraryStore } from '../library-store.ts';
import { ComparisonReader } from '../read/comparisons.ts';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../temporary-library.ts';
import { AS_OF_SCHEMA_7 } from './as-of-schema-7.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => library[Symbol.dispose]());

it('a library of schema 7 keeps what was worked out, sealed, and compares again what was to be', async () => {
  const { writer, model, dir, source } = library;
  const texts = ['The ferry was late.', 'It rained.', 'A heron waited.'];
  await writer.replaceDocument(documentOf(source, '/notes/a.md', texts), model);
  const compared = [1, 2, 3].map((id) => ({
    ...{ passageId: id as PassageId, textHash: 2 ** 52 + id, words: 7, density: id === 3 ? null : 0.25 },
    fingerprints: Uint32Array.of(id, 2 ** 32 - 1),
  }));
  const pair = {
    ...{ first: 1 as PassageId, second: 3 as PassageId, sameText: true, identity: 1, containment: 1 / 3 },
    ...{ negations: -1, numbers: 0, terms: 0.1, cosine: null },
  };
  await writer.storeComparison({ compared, densities: [], pairs: [pair] }, model);
  library.store[Symbol.dispose]();
  const db = new SqliteDatabase(databasePath(dir));
  db.exec(AS_OF_SCHEMA_7);
  db.exec(`
    UPDATE compared_passage SET is_stale = 1 WHERE passage_id = 2;
    INSERT INTO random_pair_sample VALUES (1, 0.5), (1, -0.25);
  `);
  db.close();

  using store = LibraryStore.open(dir);
  expect(store.examine(model)).toMatchObject({ changedFigures: 0, integrity: [] });
  expect(store.vectors.randomPairCosines(model)).toEqual(Float64Array.of(-0.25, 0.5));
  const found = openForReading(dir);
  const reader = new ComparisonReader(found, model);
  expect(reader.compared(0, 10)).toEqual([compared[0], compared[2]]);
  expect(reader.pairs(null, 10)).toEqual([pair]);
  expect(reader.pending(0, 10).map(({ id }) => id)).toEqual([2]);
  found.close();
});
