import type { Migration } from './migration.ts';

// What is worked out from texts and vectors is sealed too: each row of the comparisons, and the sample of random pairs as
// a whole, which is one row now. A passage that is to be compared again has no seal. What was there has none and is
// forgotten: the next run draws pairs again, the next update compares again.
export const migration0008: Migration = {
  version: 8,
  up: (db) =>
    db.exec(`
      DELETE FROM passage_pair;
      DELETE FROM compared_passage;
      DROP TRIGGER compared_passage_removed;
      ALTER TABLE compared_passage ADD COLUMN seal INTEGER;
      ALTER TABLE passage_pair ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
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
    `),
};
