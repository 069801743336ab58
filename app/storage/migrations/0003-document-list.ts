import type { Migration } from './migration.ts';

// What stands behind the last separator of a path, of either kind.
const FILE_NAME = `substr(path, length(rtrim(path, replace(replace(path, '/', ''), '\\', ''))) + 1)`;

// A list of 100,000 documents is read a page at a time, in any of its orders: each order has an index that also holds
// what rows are passed over by, so that a page far down costs no look at the documents above it.
export const migration0003: Migration = {
  version: 3,
  up: (db) =>
    db.exec(`
      ALTER TABLE document ADD COLUMN name TEXT GENERATED ALWAYS AS (coalesce(title, ${FILE_NAME})) VIRTUAL;
      ALTER TABLE failed_file ADD COLUMN name TEXT GENERATED ALWAYS AS (${FILE_NAME}) VIRTUAL;
      ALTER TABLE document ADD COLUMN passages INTEGER NOT NULL DEFAULT 0;
      UPDATE document SET passages = (SELECT count(*) FROM passage WHERE document_id = document.id);

      CREATE INDEX document_by_name ON document (name COLLATE NOCASE, id, source_id, model_id);
      CREATE INDEX document_by_change ON document (modified_at, id, source_id, model_id);
      CREATE INDEX document_by_passages ON document (passages, id, source_id, model_id);
    `),
};
