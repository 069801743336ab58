import SqliteDatabase, { type Database } from 'better-sqlite3';
import { migrate } from './index.ts';

/** A library as schema 6 left it, for tests of the steps after it: one document of two passages, with their vectors. */
export function libraryOfSchema6(): Database {
  const db = new SqliteDatabase(':memory:');
  db.pragma('foreign_keys = ON');
  migrate(db, 6);
  db.exec(`
    INSERT INTO model VALUES (1, 'tiny', 'fingerprint', 2);
    INSERT INTO source VALUES (1, '/notes', 5, 0);
    INSERT INTO document (id, source_id, path, type, size, modified_at, content_hash, title, tags, indexed_at, passages)
      VALUES (1, 1, '/notes/a.md', 'markdown', 30, 7, 'hash', NULL, '[]', 0, 2);
    INSERT INTO document_text VALUES (1, 'The ferry was late. It rained.');
    INSERT INTO passage VALUES (1, 1, 0, 'paragraph', 0, 19, NULL, '[]', 'The ferry was late.', NULL, x'aa', x'01'),
                               (2, 1, 1, 'paragraph', 20, 30, NULL, '[]', 'It rained.', NULL, x'bb', x'02');
    INSERT INTO sentence VALUES (1, 1, 0, 0, 19, 0, 19), (2, 2, 0, 20, 30, 0, 10);
    INSERT INTO vector VALUES (1, 1, 0, 1, 0, 0.5, x'0102'), (2, 1, 0, 2, 0, 0.5, x'0304'),
                              (3, 1, 1, 1, 0, 0.5, x'0506'), (4, 1, 1, 2, 0, 0.5, x'0708');
    INSERT INTO document_model VALUES (1, 1);
  `);
  return db;
}
