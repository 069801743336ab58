/** Takes off what step 8 makes, so that a library is as schema 7 left it: for tests of steps. */
export const AS_OF_SCHEMA_7 = `
  DROP TRIGGER compared_passage_removed;
  ALTER TABLE compared_passage ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE compared_passage DROP COLUMN seal;
  ALTER TABLE passage_pair DROP COLUMN seal;
  CREATE TRIGGER compared_passage_removed BEFORE DELETE ON passage BEGIN SELECT 1; END;
  DROP TABLE random_pair_sample;
  CREATE TABLE random_pair_sample (model_id INTEGER NOT NULL REFERENCES model (id), cosine REAL NOT NULL) STRICT;
  DELETE FROM schema_version WHERE version = 8;
`;
