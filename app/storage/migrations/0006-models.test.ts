import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toHeadingColumn } from '../heading-column.ts';
import { passageHash } from '../passage-content.ts';
import { migration0001 } from './0001-first-schema.ts';
import { migration0002 } from './0002-near-duplicates.ts';
import { migration0003 } from './0003-document-list.ts';
import { migration0004 } from './0004-compared-again.ts';
import { migration0005 } from './0005-text-keys.ts';
import { migrate, schemaVersion } from './index.ts';

let db: Database;
beforeEach(() => {
  db = new SqliteDatabase(':memory:');
  db.pragma('foreign_keys = ON');
  writtenByVersion5(db);
  migrate(db, 6);
});
afterEach(() => db.close());

/** A library as schema 5 left it: documents of two models, compared. */
function writtenByVersion5(library: Database): void {
  library.exec('CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at REAL NOT NULL) STRICT');
  for (const { up } of [migration0001, migration0002, migration0003, migration0004]) up(library);
  const heading = toHeadingColumn(['Trees', 'Oaks']);
  library.exec(`
    INSERT INTO schema_version VALUES (1, 0), (2, 0), (3, 0), (4, 0), (5, 0);
    INSERT INTO model VALUES (1, 'tiny', 'fingerprint', 2), (2, 'other', 'other fingerprint', 2);
    INSERT INTO source VALUES (1, '/notes', 1, 0);
    INSERT INTO document (id, source_id, model_id, path, type, size, modified_at, content_hash, title, tags, indexed_at)
      VALUES (1, 1, 1, '/notes/a.md', 'markdown', 10, 0, 'hash', 'Trees', '[]', 0),
             (2, 1, 2, '/notes/b.md', 'markdown', 10, 0, 'hash', NULL, '[]', 0);
    INSERT INTO passage VALUES (1, 1, 0, 'paragraph', 0, 4, NULL, '${heading}', 'oak', NULL, x'cc');
    INSERT INTO passage VALUES (2, 1, 1, 'code', 6, 9, NULL, '[]', 'ash', NULL, x'bb');
    INSERT INTO passage VALUES (3, 2, 0, 'paragraph', 0, 3, NULL, '[]', 'elm', NULL, x'aa');
    INSERT INTO sentence VALUES (1, 1, 0, 0, 3, 0, 3), (2, 3, 0, 0, 3, 0, 3);
    INSERT INTO vector VALUES (1, 1, 0, 1, 0, 1, x'0102'), (2, 1, 1, 1, 0, 1, x'0304'), (3, 1, 1, 2, 0, 1, x'0506'),
                              (4, 2, 0, 2, 0, 1, x'0708'), (5, 2, 1, 3, 0, 1, x'090a');
  `);
  migration0005.up(library);
  library.exec(`
    INSERT INTO compared_passage VALUES (1, 5, 9, x'', NULL, 0), (2, 6, 9, x'', 0.5, 1);
    INSERT INTO passage_pair VALUES (1, 2, 0, 0.9, 0.9, 0, 0, 0.9, 0.5);
  `);
}

const rows = (sql: string) => db.prepare(sql).raw().all();
const plan = (sql: string) =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join('\n');

describe('a library of schema 5', () => {
  it('keeps its vectors, and what was complete under which model', () => {
    expect(schemaVersion(db)).toBe(6);
    expect(rows('SELECT id, model_id, hex(data) FROM vector')).toEqual([
      [1, 1, '0102'],
      [2, 1, '0304'],
      [3, 1, '0506'],
      [4, 2, '0708'],
      [5, 2, '090A'],
    ]);
    expect(rows('SELECT document_id, model_id FROM document_model')).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });

  it('knows its passages by their content alone, so that unchanged ones are not encoded again', () => {
    const oak = { kind: 'paragraph', headingPath: ['Trees', 'Oaks'], text: 'oak' } as const;
    const [hash] = rows('SELECT hash FROM passage WHERE id = 1')[0] as [Buffer];
    expect(hash).toEqual(passageHash('Trees', oak));
    expect(rows('SELECT count(DISTINCT hash) FROM passage')).toEqual([[3]]);
  });

  it('keeps what was compared, under its model', () => {
    expect(rows('SELECT passage_id, model_id, density, is_stale FROM compared_passage')).toEqual([
      [1, 1, null, 0],
      [2, 1, 0.5, 1],
    ]);
    expect(rows('SELECT first_id, second_id, model_id, cosine FROM passage_pair')).toEqual([[1, 2, 1, 0.5]]);
  });

  it('forgets with a document what was complete of it', () => {
    db.exec(
      'DELETE FROM sentence; DELETE FROM passage; DELETE FROM document_text; DELETE FROM document WHERE id = 1',
    );
    expect(rows('SELECT document_id, model_id FROM document_model')).toEqual([[2, 2]]);
  });
});

describe('the vectors', () => {
  it('of an owner are found by their owner, not by going through a model', () => {
    const sql = 'SELECT id FROM vector WHERE unit = 1 AND owner_id = 3 AND model_id = 2';
    expect(plan(sql)).toContain('vector_by_owner (unit=? AND owner_id=?)');
  });

  it('of a model are found by an index', () => {
    expect(plan('SELECT id FROM vector WHERE model_id = 2 LIMIT 9')).toContain(
      'vector_by_model (model_id=?)',
    );
  });
});
