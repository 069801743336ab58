import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { FolderIdentity } from './read/documents.ts';

interface ListedSource extends FolderIdentity {
  readonly path: string;
}

/** Where the list of a library's folders lies. */
export function sourceListPath(libraryDir: string): string {
  return join(libraryDir, 'library.sources.json');
}

/**
 * The folders of a library beside its database: all that cannot be made again from the documents when the database loses
 * its content. A list that cannot be written or read is as good as none.
 */
export class SourceList {
  readonly #path: string;
  readonly #db: Database;

  constructor(libraryDir: string, db: Database) {
    this.#path = sourceListPath(libraryDir);
    this.#db = db;
  }

  /** Writes the folders that the database knows. */
  remember(): void {
    const sources = this.#db.prepare('SELECT path, device, inode FROM source ORDER BY path').all();
    const text = `${JSON.stringify(sources, null, 2)}\n`;
    if (text === this.#text()) return;
    try {
      const partial = `${this.#path}.${process.pid}`;
      writeFileSync(partial, text, { mode: 0o600 });
      chmodSync(partial, 0o600);
      renameSync(partial, this.#path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    }
  }

  /** Gives a database without any folder those of the list. @returns their paths. */
  restore(): string[] {
    if (this.#db.prepare('SELECT 1 FROM source LIMIT 1').get() !== undefined) return [];
    const listed = this.#listed();
    const insert = this.#db.prepare(
      'INSERT OR IGNORE INTO source (path, device, inode, added_at) VALUES (?, ?, ?, ?)',
    );
    this.#db.transaction(() => {
      for (const { path, device, inode } of listed) insert.run(path, device, inode ?? null, Date.now());
    })();
    return listed.map(({ path }) => path);
  }

  #listed(): ListedSource[] {
    try {
      const list: unknown = JSON.parse(this.#text() ?? '[]');
      return Array.isArray(list) ? list.filter(isSource) : [];
    } catch {
      return [];
    }
  }

  #text(): string | null {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch {
      return null;
    }
  }
}

function isSource(value: unknown): value is ListedSource {
  const { path, device, inode = null } = (value ?? {}) as Partial<ListedSource>;
  return (
    typeof path === 'string' && typeof device === 'number' && (inode === null || typeof inode === 'number')
  );
}
