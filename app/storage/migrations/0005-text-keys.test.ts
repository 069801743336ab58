import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { textKey } from '../text-key.ts';
import { migration0001 } from './0001-first-schema.ts';
import { migration0002 } from './0002-near-duplicates.ts';
import { migration0003 } from './0003-document-list.ts';
import { migration0004 } from './0004-compared-again.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './index.ts';

let db: Database;
beforeEach(() => {
  db = new SqliteDatabase(':memory:');
  db.pragma('foreign_keys = ON');
  writtenByVersion4(db);
  migrate(db);
});
afterEach(() => db.close());

/** A library as schema 4 left it: oak stands under two headings, and was kept apart from ash under one of them. */
function writtenByVersion4(library: Database): void {
  library.exec('CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at REAL NOT NULL) STRICT');
  for (const { up } of [migration0001, migration0002, migration0003, migration0004]) up(library);
  library.exec(`
    INSERT INTO schema_version VALUES (1, 0), (2, 0), (3, 0), (4, 0);
    INSERT INTO model VALUES (1, 'tiny', 'fingerprint', 8);
    INSERT INTO source VALUES (1, '/notes', 1, 0);
    INSERT INTO document (id, source_id, model_id, path, type, size, modified_at, content_hash, tags, indexed_at)
      VALUES (1, 1, 1, '/notes/a.md', 'markdown', 10, 0, 'hash', '[]', 0);
    INSERT INTO passage VALUES (1, 1, 0, 'paragraph', 0, 4, NULL, 'Trees', 'the oak', NULL, x'aa');
    INSERT INTO passage VALUES (2, 1, 1, 'paragraph', 6, 9, NULL, '', 'the  oak', NULL, x'bb');
    INSERT INTO passage VALUES (3, 1, 2, 'paragraph', 11, 14, NULL, '', 'the ash', NULL, x'cc');
    INSERT INTO compared_passage VALUES (1, 5, 9, x'', NULL, 0), (2, 6, 9, x'', 0.5, 0), (3, 7, 9, x'', 0.5, 0);
    INSERT INTO passage_pair VALUES (1, 2, 0, 0.9, 0.9, 0, 0, 0.9, NULL), (2, 3, 0, 0.9, 0.9, 0, 0, 0.9, NULL);
    INSERT INTO ignored_pair VALUES (x'aa', x'cc'), (x'bb', x'cc'), (x'bb', x'ee');
  `);
}

const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

it('keeps those texts of a library of schema 4 apart whose passages were, as far as they are known', () => {
  expect(schemaVersion(db)).toBe(SCHEMA_VERSION);
  const keys = [textKey('the oak'), textKey('the ash')].sort(Buffer.compare);
  expect(db.prepare('SELECT * FROM ignored_pair').raw().all()).toEqual([keys]);
});

it('knows passages by their texts, whatever the heading and the white space', () => {
  const [oak, again, ash] = db.prepare('SELECT text_key FROM passage ORDER BY id').pluck().all() as Buffer[];
  expect(again).toEqual(oak);
  expect(ash).not.toEqual(oak);
});

it('has everything compared again', () => {
  expect([count('compared_passage'), count('passage_pair')]).toEqual([0, 0]);
});
