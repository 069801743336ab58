import type { Database } from 'better-sqlite3';
import { DomainError } from '../../base/domain-error.ts';
import { migration0001 } from './0001-first-schema.ts';
import { migration0002 } from './0002-near-duplicates.ts';
import { migration0003 } from './0003-document-list.ts';
import { migration0004 } from './0004-compared-again.ts';
import { migration0005 } from './0005-text-keys.ts';
import { migration0006 } from './0006-models.ts';
import { migration0007 } from './0007-seals.ts';
import { migration0008 } from './0008-sealed-figures.ts';
import { migration0009 } from './0009-file-identity.ts';
import type { Migration } from './migration.ts';

const migrations: readonly Migration[] = [
  migration0001,
  migration0002,
  migration0003,
  migration0004,
  migration0005,
  migration0006,
  migration0007,
  migration0008,
  migration0009,
];

export const SCHEMA_VERSION = migrations.length;

/** Version of the schema in the database; 0 for an empty file. */
export function schemaVersion(db: Database): number {
  const table = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'`).get();
  if (!table) return 0;
  return db.prepare('SELECT max(version) FROM schema_version').pluck().get() as number;
}

/**
 * Readers change nothing, so they need a library that is up to date already.
 * @throws DomainError `library.empty` | `library.older` | `library.newer`
 */
export function requireCurrentSchema(db: Database): void {
  const version = schemaVersion(db);
  if (version === 0) throw emptyLibrary();
  if (version > SCHEMA_VERSION) throw newerLibrary(version);
  if (version === SCHEMA_VERSION) return;
  throw new DomainError('library.older', {
    message: `This library was written by an older Semblance (schema ${version}, this program needs ${SCHEMA_VERSION}).`,
    nextStep: 'Open it once in the app, or index a folder into it; that brings it up to date.',
  });
}

/**
 * Brings the schema to this program's version, one transaction per step.
 * @param upTo  an earlier version, for tests of what follows it.
 * @throws DomainError `library.newer` when a newer program wrote the library.
 */
export function migrate(db: Database, upTo = SCHEMA_VERSION): void {
  const current = schemaVersion(db);
  if (current > SCHEMA_VERSION) throw newerLibrary(current);
  for (const migration of migrations.slice(current, upTo)) {
    db.transaction(() => {
      if (migration.version === 1) {
        db.exec('CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at REAL NOT NULL) STRICT');
      }
      migration.up(db);
      db.prepare('INSERT INTO schema_version VALUES (?, ?)').run(migration.version, Date.now());
    })();
  }
}

/** What a first run leaves that was killed or had no room before its first transaction, and what emptying a file leaves. */
function emptyLibrary(): DomainError {
  return new DomainError('library.empty', {
    message: "The library's database is empty: it was never filled, or it lost its content.",
    nextStep: 'Index your folders into it again; your documents themselves are not touched.',
  });
}

function newerLibrary(version: number): DomainError {
  return new DomainError('library.newer', {
    message: `This library was written by a newer Semblance (schema ${version}, this program knows ${SCHEMA_VERSION}).`,
    nextStep: 'Update Semblance, or choose another library folder.',
  });
}
