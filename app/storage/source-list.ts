import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import type { FolderIdentity } from './read/documents.ts';

/** A folder of the library, as it was added. */
interface ListedSource extends FolderIdentity {
  readonly path: string;
  /** A checksum of the others: a folder that nobody added must not come back. Lists of former versions have none. */
  readonly seal?: number;
}

type SourcePlace = Omit<ListedSource, 'seal'>;

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
    const text = `${JSON.stringify((sources as SourcePlace[]).map(sealed), null, 2)}\n`;
    if (text === this.#text()) return;
    const partial = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(partial, text, { mode: 0o600 });
      chmodSync(partial, 0o600);
      renameSync(partial, this.#path);
    } catch (error) {
      rmSync(partial, { force: true });
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    }
  }

  /**
   * Gives a database without any folder those of the list, and remembers the folders that it has then. Where it has none
   * still, a list with something in it stays as it is: it cannot be understood now, but it is all there is.
   * @returns the paths that came back.
   */
  reconcile(): string[] {
    const restored = this.#hasSources() ? [] : this.#restored();
    if (this.#hasSources() || this.#isEmpty()) this.remember();
    return restored;
  }

  #hasSources(): boolean {
    return this.#db.prepare('SELECT 1 FROM source LIMIT 1').get() !== undefined;
  }

  #restored(): string[] {
    const listed = this.#listed();
    const insert = this.#db.prepare(
      'INSERT OR IGNORE INTO source (path, device, inode, added_at) VALUES (?, ?, ?, ?)',
    );
    this.#db.transaction(() => {
      for (const { path, device, inode } of listed) insert.run(path, device, inode ?? null, Date.now());
    })();
    return listed.map(({ path }) => path);
  }

  #isEmpty(): boolean {
    return ['', '[]'].includes(this.#text()?.trim() ?? '');
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
  const { path, device, inode = null, seal } = (value ?? {}) as Partial<ListedSource>;
  if (typeof path !== 'string' || typeof device !== 'number') return false;
  if (inode !== null && typeof inode !== 'number') return false;
  return isOfFormerVersion(value) || sealed({ path, device, inode }).seal === seal;
}

/** Such entries have no seal, and nothing else either: a seal whose name was damaged is none of theirs. */
function isOfFormerVersion(entry: unknown): boolean {
  return Object.keys(entry ?? {}).every((key) => ['path', 'device', 'inode'].includes(key));
}

function sealed({ path, device, inode }: SourcePlace): ListedSource {
  return { path, device, inode, seal: crc32(JSON.stringify([path, device, inode])) };
}
