import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migration0001 } from './0001-first-schema.ts';
import { migration0002 } from './0002-near-duplicates.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './index.ts';

let db: Database;
beforeEach(() => {
  db = new SqliteDatabase(':memory:');
  db.pragma('foreign_keys = ON');
  writtenByVersion2(db);
  migrate(db);
});
afterEach(() => db.close());

/** A library as schema 2 left it: one document of two passages, one without any, and a file that failed. */
function writtenByVersion2(library: Database): void {
  library.exec('CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at REAL NOT NULL) STRICT');
  migration0001.up(library);
  migration0002.up(library);
  library.exec(`
    INSERT INTO schema_version VALUES (1, 0), (2, 0);
    INSERT INTO model VALUES (1, 'tiny', 'fingerprint', 8);
    INSERT INTO source VALUES (1, '/notes', 1, 0);
    INSERT INTO document VALUES (1, 1, 1, '/notes/a.md', 'markdown', 10, 0, 'hash', NULL, '[]', 0);
    INSERT INTO document VALUES (2, 1, 1, '/notes/b.md', 'markdown', 10, 0, 'hash', 'The beech', '[]', 0);
    INSERT INTO passage VALUES (1, 1, 0, 'paragraph', 0, 4, NULL, '', 'oak', NULL, x'aa');
    INSERT INTO passage VALUES (2, 1, 1, 'paragraph', 6, 9, NULL, '', 'ash', NULL, x'bb');
    INSERT INTO failed_file VALUES ('C:\\notes\\c.md', 1, 3, 0, 'parse.binary', 'No text', 'Leave it', 0);
  `);
}

const plan = (sql: string) =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join('\n');

describe('names and numbers of passages', () => {
  it('are given to a library of schema 2, which keeps what it had', () => {
    expect(schemaVersion(db)).toBe(SCHEMA_VERSION);
    expect(db.prepare('SELECT name, passages FROM document ORDER BY id').raw().all()).toEqual([
      ['a.md', 2],
      ['The beech', 0],
    ]);
    expect(db.prepare('SELECT name FROM failed_file').pluck().all()).toEqual(['c.md']);
  });

  it.each([
    ['name COLLATE NOCASE', 'document_by_name'],
    ['modified_at', 'document_by_change'],
    ['passages', 'document_by_passages'],
  ])('put documents into the order of %s without sorting', (key, index) => {
    const sql = `SELECT id FROM document WHERE +source_id = 1 ORDER BY ${key} DESC, id DESC LIMIT 9`;
    expect(plan(sql)).toMatch(new RegExp(`^SCAN document USING (COVERING )?INDEX ${index}$`));
  });
});
