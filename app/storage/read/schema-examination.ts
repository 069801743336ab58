import SqliteDatabase, { type Database } from 'better-sqlite3';
import { migrate } from '../migrations/index.ts';

const SCHEMA = `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`;

/** Tables, indexes and triggers that are not as the migrations make them, in words. */
export function schemaFindings(db: Database): string[] {
  const made = new SqliteDatabase(':memory:');
  try {
    migrate(made);
    const [expected, found] = [schemaOf(made), schemaOf(db)];
    const names = new Set([...expected.keys(), ...found.keys()]);
    return [...names]
      .filter((name) => expected.get(name) !== found.get(name))
      .map((name) => `${name} is not as it was made`);
  } finally {
    made.close();
  }
}

/** Without what formatting a migration changes. */
function schemaOf(db: Database): Map<string, string> {
  const rows = db.prepare(SCHEMA).raw().all() as [name: string, sql: string][];
  return new Map(rows.map(([name, sql]) => [name, sql.replace(/--.*$/gm, '').replace(/\s+/g, ' ')]));
}
