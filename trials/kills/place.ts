import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { databasePath } from '../../app/storage/connection.ts';
import { contentsOf, type LibraryContents } from '../library/contents.ts';
import { EngineHost, type EngineHostOrder } from '../library/engine-host.ts';
import { Notebook } from '../library/notebook.ts';

/** Notes and the library of them that is killed again and again; temporary. */
export class Place implements Disposable {
  readonly #root = mkdtempSync(join(tmpdir(), 'semblance-kills-'));
  readonly notebook: Notebook;
  readonly libraryDir = join(this.#root, 'library');

  constructor(seed: number, notes: number) {
    this.notebook = new Notebook(join(this.#root, 'notes'), seed, notes);
  }

  open(order: Omit<EngineHostOrder, 'libraryDir'>): EngineHost {
    return new EngineHost({ libraryDir: this.libraryDir, ...order });
  }

  /** What is stored at this moment; nothing where no library was made yet. */
  contents(): LibraryContents {
    return this.#hasSchema() ? contentsOf(this.libraryDir) : new Map();
  }

  /** Changes the database behind the back of the program. */
  tamper(change: (db: Database) => void): void {
    const db = new SqliteDatabase(databasePath(this.libraryDir));
    change(db);
    db.close();
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** A process that was killed in its first moments leaves a database without tables. */
  #hasSchema(): boolean {
    if (!existsSync(databasePath(this.libraryDir))) return false;
    const db = new SqliteDatabase(databasePath(this.libraryDir), { readonly: true });
    const tables = db
      .prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'document_model'`)
      .pluck()
      .get();
    db.close();
    return tables === 1;
  }
}
