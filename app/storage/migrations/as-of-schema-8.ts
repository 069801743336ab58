/** Takes off what step 9 makes, so that a library is as schema 8 left it: for tests of steps. */
export const AS_OF_SCHEMA_8 = `
  ALTER TABLE document DROP COLUMN changed_at;
  ALTER TABLE failed_file DROP COLUMN changed_at;
  ALTER TABLE source DROP COLUMN inode;
  DELETE FROM schema_version WHERE version = 9;
`;
