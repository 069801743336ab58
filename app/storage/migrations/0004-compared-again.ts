import type { Migration } from './migration.ts';

// Of copies, one may be all that the others were compared with. So when a passage is removed, those that were tied to it
// are compared again; until then they stay as they were known.
export const migration0004: Migration = {
  version: 4,
  up: (db) =>
    db.exec(`
      ALTER TABLE compared_passage ADD COLUMN is_stale INTEGER NOT NULL DEFAULT 0;

      DROP TRIGGER compared_passage_removed;
      CREATE TRIGGER compared_passage_removed BEFORE DELETE ON passage BEGIN
        UPDATE compared_passage SET is_stale = 1 WHERE passage_id IN (
          SELECT second_id FROM passage_pair WHERE first_id = old.id
          UNION ALL SELECT first_id FROM passage_pair WHERE second_id = old.id);
        DELETE FROM compared_passage WHERE passage_id = old.id;
        DELETE FROM passage_pair WHERE first_id = old.id;
        DELETE FROM passage_pair WHERE second_id = old.id;
      END;
    `),
};
