import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ModelId } from '../ids.ts';
import { ComparisonReader } from '../read/comparisons.ts';
import { examineDatabase } from '../read/examination.ts';
import { VectorReader } from '../read/vectors.ts';
import { migrate } from './index.ts';
import { libraryOfSchema6 } from './library-of-schema-6.ts';

const MODEL = 1 as ModelId;

let db: Database;
beforeEach(() => {
  db = libraryOfSchema6();
});
afterEach(() => db.close());

it('a library of schema 7 has what was worked out worked out again, whatever had become of it', () => {
  migrate(db, 7);
  db.exec(`
    INSERT INTO compared_passage VALUES (1, 1, 5, 9, x'01000000', NULL, 0), (2, 1, 6, 9, x'010203', 0.5, 1);
    INSERT INTO passage_pair VALUES (1, 2, 1, 0, 0.9, 0.9, 0, 0, 0.9, 0.5);
    INSERT INTO random_pair_sample VALUES (1, 0.5), (1, -0.25);
  `);
  migrate(db);

  expect(examineDatabase(db, MODEL)).toMatchObject({
    ...{ integrity: [], changedFigures: 0, incomplete: [], changedContents: [], changedVectors: [] },
  });
  expect(new VectorReader(db).randomPairCosines(MODEL)).toEqual(new Float64Array());
  const reader = new ComparisonReader(db, MODEL);
  expect(reader.pairs(null, 10)).toEqual([]);
  expect(reader.pending(0, 10).map(({ id }) => id)).toEqual([1, 2]);
});
