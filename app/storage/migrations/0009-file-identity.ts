import type { Migration } from './migration.ts';

// Size and time of a file's content can be set back; the time of its last change cannot. A folder is known by its inode
// besides its device. Files that earlier schemas know are read once more: nobody kept when they were changed.
export const migration0009: Migration = {
  version: 9,
  up: (db) =>
    db.exec(`
      ALTER TABLE document ADD COLUMN changed_at REAL;
      ALTER TABLE failed_file ADD COLUMN changed_at REAL;
      ALTER TABLE source ADD COLUMN inode REAL;
    `),
};
