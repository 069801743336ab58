import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** Tables of SQLite and FTS5 themselves: what is in them shows in what is made of them. */
const INNER = /^(sqlite_|passage_fts_)/;

/** What every table holds, as one hash each. */
export type TableDump = ReadonlyMap<string, string>;

export function dumpTables(db: Database): TableDump {
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  const dump = new Map<string, string>();
  for (const table of tables.filter((name) => !INNER.test(name)).sort()) {
    const hash = createHash('sha256');
    for (const row of db.prepare(`SELECT * FROM "${table}"`).raw().iterate())
      hash.update(JSON.stringify(row));
    dump.set(table, hash.digest('hex'));
  }
  return dump;
}
