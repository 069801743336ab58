import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { DomainError } from '../base/domain-error.ts';
import { makePrivate } from '../base/private-files.ts';
import { databaseTrouble } from './database-trouble.ts';

const DATABASE_FILE = 'library.sqlite';
const BUSY_TIMEOUT_MS = 5_000;
/** Longer than an examination of a large library takes, which reads it from beginning to end. */
const LOG_TIMEOUT_MS = 60_000;
const LOG_RETRY_MS = 100;
/** What a library's folder holds: see docs/index-format.md. */
const OWN_ENTRY = /^(library\.(sqlite|lock|sources).*|vectors|models|models-derived|downloads)$/;

export function databasePath(libraryDir: string): string {
  return join(libraryDir, DATABASE_FILE);
}

/**
 * Creates the library folder, private to the user, and makes private what is in it. A folder that holds other things too
 * keeps its permissions; what belongs to the library is made private all the same.
 * @throws DomainError `library.unwritable`
 */
export function prepareLibraryFolder(libraryDir: string): void {
  try {
    mkdirSync(libraryDir, { recursive: true, mode: 0o700 });
    accessSync(libraryDir, constants.W_OK);
    const entries = readdirSync(libraryDir);
    const own = entries.filter((entry) => OWN_ENTRY.test(entry));
    if (own.length === entries.length) chmodSync(libraryDir, 0o700);
    for (const entry of own) makePrivate(join(libraryDir, entry));
  } catch (cause) {
    throw new DomainError('library.unwritable', {
      message: `The library folder ${libraryDir} cannot be created, written or made private.`,
      nextStep: 'Choose a folder that you own with --library, or mend its permissions.',
      cause,
    });
  }
}

/** Opens the library's database for the one writer. Call {@link startLog} before the first transaction. */
export function openForWriting(libraryDir: string): Database {
  return opened(libraryDir, () => {
    const db = new SqliteDatabase(databasePath(libraryDir), { timeout: BUSY_TIMEOUT_MS });
    db.pragma('foreign_keys = ON');
    // What opening reads shows whether it is a database.
    db.pragma('journal_mode');
    return db;
  });
}

/**
 * From here on, readers go on reading while something is written. It takes a moment in which nobody reads, which is
 * waited for without holding up the thread.
 * @param timeoutMs  how long.
 * @throws SqliteError `SQLITE_BUSY` when there was none, and whatever else keeps SQLite from writing.
 */
export async function startLog(db: Database, timeoutMs = LOG_TIMEOUT_MS): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  db.pragma('busy_timeout = 0');
  while (!tryLog(db, performance.now() >= giveUpAt)) await rest(LOG_RETRY_MS);
  db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // NORMAL survives a killed process whole; a power cut may lose the last transactions, never the database.
  db.pragma('synchronous = NORMAL');
}

function tryLog(db: Database, isLastTry: boolean): boolean {
  try {
    db.pragma('journal_mode = WAL');
    return true;
  } catch (error) {
    if (isLastTry || !String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error;
    return false;
  }
}

/**
 * Closes the database of the one writer. Where nobody else has it open, it is left without a log: SQLite reads a database
 * that has none on a medium that may not be written, too.
 */
export function closeAfterWriting(db: Database): void {
  try {
    db.pragma('busy_timeout = 0');
    if (db.pragma('journal_mode', { simple: true }) === 'wal') db.pragma('journal_mode = DELETE');
  } catch {
    // Somebody reads, or the disk is full or gone: the log stays, and is taken in by whoever opens it next.
  } finally {
    db.close();
  }
}

/** @throws DomainError `library.missing` */
export function requireLibrary(libraryDir: string): void {
  if (existsSync(databasePath(libraryDir))) return;
  throw new DomainError('library.missing', {
    message: `There is no library in ${libraryDir}.`,
    nextStep: 'Index a folder first: semblance index <folder> --library <dir>.',
  });
}

/** Opens the library's database for reading only; any number of readers beside the writer. */
export function openForReading(libraryDir: string): Database {
  requireLibrary(libraryDir);
  return opened(libraryDir, () => {
    const db = new SqliteDatabase(databasePath(libraryDir), { readonly: true, timeout: BUSY_TIMEOUT_MS });
    db.pragma('cache_size = -32000');
    return db;
  });
}

function opened(libraryDir: string, open: () => Database): Database {
  try {
    return open();
  } catch (cause) {
    const trouble = databaseTrouble(cause);
    if (trouble !== cause) throw trouble;
    throw new DomainError('library.unreadable', {
      message: `The library database in ${libraryDir} cannot be opened: ${(cause as Error).message}.`,
      nextStep: 'Check the permissions of the folder and the free space of the disk; doctor tells more.',
      cause,
    });
  }
}
