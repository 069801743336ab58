import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migration0001 } from './0001-first-schema.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './index.ts';

let db: Database;
beforeEach(() => {
  db = new SqliteDatabase(':memory:');
  db.pragma('foreign_keys = ON');
  writtenByVersion1(db);
});
afterEach(() => db.close());

/** A library as schema 1 left it: one document of two passages. */
function writtenByVersion1(library: Database): void {
  library.exec('CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at REAL NOT NULL) STRICT');
  migration0001.up(library);
  library.exec(`
    INSERT INTO schema_version VALUES (1, 0);
    INSERT INTO model VALUES (1, 'tiny', 'fingerprint', 8);
    INSERT INTO source VALUES (1, '/notes', 1, 0);
    INSERT INTO document VALUES (1, 1, 1, '/notes/a.md', 'markdown', 10, 0, 'hash', NULL, '[]', 0);
    INSERT INTO passage VALUES (1, 1, 0, 'paragraph', 0, 4, NULL, '', 'oak', NULL, x'aa');
    INSERT INTO passage VALUES (2, 1, 1, 'paragraph', 6, 9, NULL, '', 'ash', NULL, x'bb');
    INSERT INTO ignored_pair VALUES (x'aa', x'bb');
  `);
}

const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const plan = (sql: string) =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join('\n');

describe('the tables of near-duplicates', () => {
  beforeEach(() => migrate(db));

  it('are added to a library of schema 1, which keeps what it had', () => {
    expect(schemaVersion(db)).toBe(SCHEMA_VERSION);
    expect([count('passage'), count('ignored_pair'), count('compared_passage')]).toEqual([2, 1, 0]);
  });

  it('forget a passage with the passage', () => {
    db.exec(`
      INSERT INTO compared_passage (passage_id, model_id, text_hash, words, fingerprints, density)
        VALUES (1, 1, 5, 9, x'', NULL), (2, 1, 6, 9, x'', 0.5);
      INSERT INTO passage_pair VALUES (1, 2, 1, 0, 0.9, 0.9, 0, 0, 0.9, NULL, 0);
      DELETE FROM passage WHERE id = 2;
    `);
    expect([count('compared_passage'), count('passage_pair')]).toEqual([1, 0]);
  });

  it('find the pairs of a passage by an index, whichever of the two it is', () => {
    expect(plan('DELETE FROM passage_pair WHERE first_id = 1')).toContain('PRIMARY KEY (first_id=?)');
    expect(plan('DELETE FROM passage_pair WHERE second_id = 1')).toContain('passage_pair_by_second');
  });

  it('read pairs in their order without sorting', () => {
    const sql = 'SELECT * FROM passage_pair WHERE (first_id, second_id) > (1, 2) ORDER BY 1, 2 LIMIT 5';
    expect(plan(sql)).not.toContain('TEMP B-TREE');
  });
});
