import type { Database } from 'better-sqlite3';
import type { ModelId } from '../ids.ts';
import {
  comparedFrom,
  pairFrom,
  type RawCompared,
  type RawPair,
  rawCompared,
  rawPair,
  rawSample,
} from '../read/figure-rows.ts';
import type { Migration } from './migration.ts';

// What is worked out from texts and vectors is sealed too: each row of the comparisons, and the sample of random pairs as
// a whole, which is one row now. A passage that is to be compared again has no seal.
export const migration0008: Migration = {
  version: 8,
  up(db) {
    const samples = samplesByModel(db);
    db.exec(SCHEMA);
    sealComparisons(db);
    const insert = db.prepare('INSERT INTO random_pair_sample VALUES (:model_id, :cosines, :seal)');
    for (const [model, cosines] of samples) {
      insert.run(rawSample(Float64Array.from(cosines).sort(), model));
    }
  },
};

const SCHEMA = `
  DROP TRIGGER compared_passage_removed;
  ALTER TABLE compared_passage ADD COLUMN seal INTEGER;
  ALTER TABLE passage_pair ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
  UPDATE compared_passage SET seal = 0 WHERE NOT is_stale;
  ALTER TABLE compared_passage DROP COLUMN is_stale;

  CREATE TRIGGER compared_passage_removed BEFORE DELETE ON passage BEGIN
    UPDATE compared_passage SET seal = NULL WHERE passage_id IN (
      SELECT second_id FROM passage_pair WHERE first_id = old.id
      UNION ALL SELECT first_id FROM passage_pair WHERE second_id = old.id);
    DELETE FROM compared_passage WHERE passage_id = old.id;
    DELETE FROM passage_pair WHERE first_id = old.id;
    DELETE FROM passage_pair WHERE second_id = old.id;
  END;

  -- cosines are float64 numbers in ascending order, little-endian.
  DROP TABLE random_pair_sample;
  CREATE TABLE random_pair_sample (
    model_id INTEGER PRIMARY KEY REFERENCES model (id),
    cosines BLOB NOT NULL,
    seal INTEGER NOT NULL
  ) STRICT;
`;

function samplesByModel(db: Database): Map<ModelId, number[]> {
  const rows = db.prepare('SELECT model_id, cosine FROM random_pair_sample').raw().all();
  const samples = new Map<ModelId, number[]>();
  for (const [model, cosine] of rows as [ModelId, number][]) {
    const cosines = samples.get(model);
    if (cosines) cosines.push(cosine);
    else samples.set(model, [cosine]);
  }
  return samples;
}

function sealComparisons(db: Database): void {
  const sealCompared = db.prepare(
    'UPDATE compared_passage SET seal = ? WHERE passage_id = ? AND model_id = ?',
  );
  const compared = db.prepare('SELECT * FROM compared_passage WHERE seal IS NOT NULL').all();
  for (const row of compared as RawCompared[])
    sealCompared.run(rawCompared(comparedFrom(row), row.model_id).seal, row.passage_id, row.model_id);
  const sealPair = db.prepare(
    'UPDATE passage_pair SET seal = ? WHERE first_id = ? AND second_id = ? AND model_id = ?',
  );
  for (const row of db.prepare('SELECT * FROM passage_pair').all() as RawPair[])
    sealPair.run(rawPair(pairFrom(row), row.model_id).seal, row.first_id, row.second_id, row.model_id);
}
