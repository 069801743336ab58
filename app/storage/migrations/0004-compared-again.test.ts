import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migration0001 } from './0001-first-schema.ts';
import { migration0002 } from './0002-near-duplicates.ts';
import { migration0003 } from './0003-document-list.ts';
import { migration0004 } from './0004-compared-again.ts';

let db: Database;
beforeEach(() => {
  db = new SqliteDatabase(':memory:');
  db.pragma('foreign_keys = ON');
  writtenByVersion3(db);
  migration0004.up(db);
});
afterEach(() => db.close());

/** A library as schema 3 left it: three passages that were compared, two pairs of them. */
function writtenByVersion3(library: Database): void {
  for (const { up } of [migration0001, migration0002, migration0003]) up(library);
  library.exec(`
    INSERT INTO model VALUES (1, 'tiny', 'fingerprint', 8);
    INSERT INTO source VALUES (1, '/notes', 1, 0);
    INSERT INTO document (id, source_id, model_id, path, type, size, modified_at, content_hash, tags, indexed_at)
      VALUES (1, 1, 1, '/notes/a.md', 'markdown', 10, 0, 'hash', '[]', 0);
    INSERT INTO passage VALUES (1, 1, 0, 'paragraph', 0, 4, NULL, '', 'oak', NULL, x'aa');
    INSERT INTO passage VALUES (2, 1, 1, 'paragraph', 6, 9, NULL, '', 'ash', NULL, x'bb');
    INSERT INTO passage VALUES (3, 1, 2, 'paragraph', 11, 14, NULL, '', 'elm', NULL, x'cc');
    INSERT INTO passage VALUES (4, 1, 3, 'paragraph', 16, 20, NULL, '', 'lime', NULL, x'dd');
    INSERT INTO compared_passage VALUES (1, 5, 9, x'', NULL), (2, 6, 9, x'', 0.5), (3, 7, 9, x'', 0.5), (4, 8, 9, x'', 0.5);
    INSERT INTO passage_pair VALUES (1, 2, 0, 0.9, 0.9, 0, 0, 0.9, NULL), (2, 3, 0, 0.9, 0.9, 0, 0, 0.9, NULL);
  `);
}

const stale = () => db.prepare('SELECT passage_id, is_stale FROM compared_passage').raw().all();

it('leaves the passages of a library of schema 3 as compared as they were', () => {
  expect(stale()).toEqual([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 0],
  ]);
});

it('has those compared again that were tied to a removed passage, on either side', () => {
  db.exec('DELETE FROM passage WHERE id = 2');
  expect(stale()).toEqual([
    [1, 1],
    [3, 1],
    [4, 0],
  ]);
  expect(db.prepare('SELECT count(*) FROM passage_pair').pluck().get()).toBe(0);
});
