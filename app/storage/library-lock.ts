import { lstatSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { z } from 'zod';
import { DomainError } from '../base/domain-error.ts';
import { databaseTrouble } from './database-trouble.ts';

const LockHolder = z.object({ pid: z.int(), host: z.string() });
/** Who holds a library; process 0 of an unknown host where that cannot be read. */
export type LockHolder = Readonly<z.infer<typeof LockHolder>>;

/**
 * One writer per library. The lock is SQLite's own lock on a file of its own, so the operating system releases it with
 * the process, however that ends; pid and host beside it serve the message alone.
 */
export class LibraryLock implements Disposable {
  readonly #db: Database;
  readonly #holderFile: string;

  private constructor(db: Database, holderFile: string) {
    this.#db = db;
    this.#holderFile = holderFile;
  }

  /** @returns the lock, or who holds it. @throws DomainError `library.unwritable` | `library.*` */
  static acquire(libraryDir: string): LibraryLock | LockHolder {
    const holderFile = join(libraryDir, 'library.lock.json');
    const lockFile = join(libraryDir, 'library.lock');
    try {
      removeLink(lockFile);
      const db = lockedFile(lockFile) ?? lockedFile(emptied(lockFile));
      if (db) {
        nameHolder(holderFile);
        return new LibraryLock(db, holderFile);
      }
    } catch (error) {
      if (sqliteCode(error).startsWith('SQLITE_BUSY')) return readHolder(holderFile);
      throw cannotLock(lockFile, error);
    }
    throw cannotLock(lockFile);
  }

  [Symbol.dispose](): void {
    forgetHolder(this.#holderFile);
    this.#db.close();
  }
}

/** A lock that leads to another file must not empty that one. */
function removeLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(path);
}

/** Null for a file with something in it that is no database. */
function lockedFile(path: string): Database | null {
  const db = new SqliteDatabase(path, { timeout: 0 });
  try {
    // Nothing is ever written to it; a journal would need room on the disk.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if (sqliteCode(error) === 'SQLITE_NOTADB') return null;
    throw error;
  }
}

/** The lock is on the file, not in it. Whoever got as far as reading it knows that nobody holds it. */
function emptied(path: string): string {
  truncateSync(path);
  return path;
}

/** Where it cannot be written, a second process is refused all the same, only without a name. */
function nameHolder(holderFile: string): void {
  forgetHolder(holderFile);
  const holder: LockHolder = { pid: process.pid, host: hostname() };
  try {
    writeFileSync(holderFile, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
  } catch {
    forgetHolder(holderFile);
  }
}

function forgetHolder(holderFile: string): void {
  try {
    rmSync(holderFile, { force: true });
  } catch {
    // What cannot be deleted names nobody.
  }
}

function sqliteCode(error: unknown): string {
  return String((error as { code?: unknown }).code);
}

function cannotLock(lockFile: string, cause?: unknown): unknown {
  const trouble = databaseTrouble(cause);
  if (trouble instanceof DomainError && trouble.code !== 'library.damaged') return trouble;
  return new DomainError('library.unwritable', {
    message: `${lockFile} cannot be locked, so nothing may be written to the library.`,
    nextStep: 'Mend the permissions of the library folder, or delete this file if no Semblance is running.',
    cause,
  });
}

function readHolder(holderFile: string): LockHolder {
  try {
    return LockHolder.parse(JSON.parse(readFileSync(holderFile, 'utf8')));
  } catch {
    return { pid: 0, host: 'unknown' };
  }
}
