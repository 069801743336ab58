import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';

/** Who holds a library. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

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

  /** @returns the lock, or who holds it. */
  static acquire(libraryDir: string): LibraryLock | LockHolder {
    const holderFile = join(libraryDir, 'library.lock.json');
    const db = new SqliteDatabase(join(libraryDir, 'library.lock'), { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return readHolder(holderFile);
      throw error;
    }
    writeFileSync(holderFile, JSON.stringify({ pid: process.pid, host: hostname() }), { mode: 0o600 });
    return new LibraryLock(db, holderFile);
  }

  [Symbol.dispose](): void {
    rmSync(this.#holderFile, { force: true });
    this.#db.close();
  }
}

function readHolder(holderFile: string): LockHolder {
  try {
    return JSON.parse(readFileSync(holderFile, 'utf8')) as LockHolder;
  } catch {
    return { pid: 0, host: 'unknown' };
  }
}
