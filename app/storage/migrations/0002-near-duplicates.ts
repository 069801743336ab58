import type { Migration } from './migration.ts';

// What near-duplicates were found from is kept, so that a changed document is compared alone and a threshold is moved
// without comparing again. A removed passage takes its rows along.
export const migration0002: Migration = {
  version: 2,
  up: (db) =>
    db.exec(`
      -- text_hash is of the words alone; fingerprints are 32-bit numbers, little-endian; density is the mean cosine of
      -- the neighbours, null where the passage has no vector.
      CREATE TABLE compared_passage (
        passage_id INTEGER PRIMARY KEY REFERENCES passage (id),
        text_hash INTEGER NOT NULL,
        words INTEGER NOT NULL,
        fingerprints BLOB NOT NULL,
        density REAL
      ) STRICT;

      -- first_id < second_id; the columns are those of PairEvidence.
      CREATE TABLE passage_pair (
        first_id INTEGER NOT NULL REFERENCES passage (id),
        second_id INTEGER NOT NULL REFERENCES passage (id),
        same_text INTEGER NOT NULL,
        identity REAL NOT NULL,
        containment REAL NOT NULL,
        negations INTEGER NOT NULL,
        numbers INTEGER NOT NULL,
        terms REAL NOT NULL,
        cosine REAL,
        PRIMARY KEY (first_id, second_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX passage_pair_by_second ON passage_pair (second_id);

      CREATE TRIGGER compared_passage_removed BEFORE DELETE ON passage BEGIN
        DELETE FROM compared_passage WHERE passage_id = old.id;
        DELETE FROM passage_pair WHERE first_id = old.id;
        DELETE FROM passage_pair WHERE second_id = old.id;
      END;
    `),
};
