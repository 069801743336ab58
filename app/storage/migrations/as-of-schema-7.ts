import { AS_OF_SCHEMA_8 } from './as-of-schema-8.ts';

/** Takes off what steps 8 and 9 make, so that a library is as schema 7 left it: for tests of steps. */
export const AS_OF_SCHEMA_7 = `
  ${AS_OF_SCHEMA_8}
  DROP TRIGGER compared_passage_removed;
  ALTER TABLE compared_passage ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE compared_passage DROP COLUMN seal;
  ALTER TABLE passage_pair DROP COLUMN seal;
  CREATE TRIGGER compared_passage_removed BEFORE DELETE ON passage BEGIN SELECT 1; END;
  DROP TABLE random_pair_sample;
  CREATE TABLE random_pair_sample (model_id INTEGER NOT NULL REFERENCES model (id), cosine REAL NOT NULL) STRICT;
  DELETE FROM schema_version WHERE version = 8;
`;
