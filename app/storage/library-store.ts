import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DomainError } from '../base/domain-error.ts';
import {
  closeAfterWriting,
  databasePath,
  openForReading,
  openForWriting,
  prepareLibraryFolder,
  requireLibrary,
} from './connection.ts';
import { damagedLibrary, databaseTrouble } from './database-trouble.ts';
import type { ModelId } from './ids.ts';
import { LibraryLock, type LockHolder } from './library-lock.ts';
import { LibraryPlace } from './library-place.ts';
import { migrate, requireCurrentSchema } from './migrations/index.ts';
import { DocumentList } from './read/document-list.ts';
import { DocumentReader } from './read/documents.ts';
import { type Examination, examineDatabase } from './read/examination.ts';
import { ModelReader } from './read/models.ts';
import { PassageReader } from './read/passages.ts';
import { SealReader } from './read/seals.ts';
import { SettingReader } from './read/settings.ts';
import { VectorReader } from './read/vectors.ts';
import { WordReader } from './read/words.ts';
import { SourceList } from './source-list.ts';
import { LibraryWriter } from './write/library-writer.ts';

/**
 * The library's database, the only source of truth: readers for everyone, a writer for the one process that holds the
 * lock. Readers have a connection of their own and never see half a transaction.
 */
export class LibraryStore implements Disposable {
  readonly documents: DocumentReader;
  readonly documentList: DocumentList;
  readonly models: ModelReader;
  readonly passages: PassageReader;
  readonly seals: SealReader;
  readonly vectors: VectorReader;
  readonly words: WordReader;
  readonly settings: SettingReader;
  readonly place: LibraryPlace;
  /** Folders that a database got back just now that had lost its content. */
  readonly restoredSources: readonly string[];
  /** Null when another process holds the library. */
  readonly writer: LibraryWriter | null;
  readonly lockedBy: LockHolder | null;
  /** Why the library is open for reading although it was to be written; null in any other case. */
  readonly unwritable: DomainError | null;
  readonly #resources: DisposableStack;
  readonly #readConnection: Database;

  private constructor(
    libraryDir: string,
    lock: LibraryLock | null,
    lockedBy: LockHolder | null,
    unwritable: DomainError | null,
  ) {
    using resources = new DisposableStack();
    this.lockedBy = lockedBy;
    this.unwritable = unwritable;
    this.writer = null;
    this.restoredSources = [];
    if (lock) {
      resources.use(lock);
      const db = resources.adopt(openForWriting(libraryDir), closeAfterWriting);
      migrate(db);
      const sources = new SourceList(libraryDir, db);
      this.restoredSources = sources.reconcile();
      this.writer = new LibraryWriter(db, new LibraryPlace(libraryDir), sources);
    }
    const db = resources.adopt(openForReading(libraryDir), (connection) => connection.close());
    requireCurrentSchema(db);
    this.place = new LibraryPlace(libraryDir);
    this.#readConnection = db;
    this.documents = new DocumentReader(db);
    this.documentList = new DocumentList(db, () => this.documents.version());
    this.models = new ModelReader(db);
    this.passages = new PassageReader(db);
    this.seals = new SealReader(db);
    this.vectors = new VectorReader(db);
    this.words = resources.use(new WordReader(db, () => this.documents.version()));
    this.settings = new SettingReader(db);
    this.#resources = resources.move();
  }

  /**
   * Opens the library for writing, creating it where there is none; where another process holds it, for reading.
   * @throws DomainError `library.unwritable` | `library.unreadable` | `library.damaged` | `library.newer` |
   *   `library.disk-full` | `library.write-failed`
   */
  static open(libraryDir: string): LibraryStore {
    prepareLibraryFolder(libraryDir);
    const lock = LibraryLock.acquire(libraryDir);
    return lock instanceof LibraryLock
      ? LibraryStore.#opened(libraryDir, lock, null)
      : LibraryStore.#opened(libraryDir, null, lock);
  }

  /** As {@link open}, but makes no library. @throws DomainError also `library.missing` */
  static openExisting(libraryDir: string): LibraryStore {
    requireLibrary(libraryDir);
    return LibraryStore.open(libraryDir);
  }

  /**
   * As {@link open}; a library that is there and may not be written is opened for reading. Trouble of any other kind
   * may be over in a moment, and such a library would stay as it was opened.
   */
  static openAsFarAsPossible(libraryDir: string): LibraryStore {
    try {
      return LibraryStore.open(libraryDir);
    } catch (error) {
      if (!isForbidden(error) || !existsSync(databasePath(libraryDir))) throw error;
      return LibraryStore.#opened(libraryDir, null, null, error);
    }
  }

  /** Opens an existing library for reading. @throws DomainError `library.missing` | `library.empty` | `library.*` */
  static openReadOnly(libraryDir: string): LibraryStore {
    return LibraryStore.#opened(libraryDir, null, null);
  }

  static #opened(
    libraryDir: string,
    lock: LibraryLock | null,
    lockedBy: LockHolder | null,
    unwritable: DomainError | null = null,
  ): LibraryStore {
    try {
      return new LibraryStore(libraryDir, lock, lockedBy, unwritable);
    } catch (error) {
      throw openingTrouble(error);
    }
  }

  /** Changes with every commit of another connection. */
  get dataVersion(): number {
    return this.#readConnection.pragma('data_version', { simple: true }) as number;
  }

  /** Examines the whole database; takes seconds on a large library. */
  examine(model: ModelId): Examination {
    return examineDatabase(this.#readConnection, model);
  }

  [Symbol.dispose](): void {
    this.#resources.dispose();
  }
}

/** Whether the system does not allow to write, or the medium. */
function isForbidden(error: unknown): error is DomainError {
  if (!(error instanceof DomainError) || error.code !== 'library.unwritable') return false;
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return /^(EROFS|EACCES|EPERM|SQLITE_(READONLY|PERM))/.test(String(code));
}

/** What is prepared at opening is the same every time: where SQLite cannot, the schema is one that no program wrote. */
function openingTrouble(error: unknown): unknown {
  const trouble = databaseTrouble(error);
  const isRefusal = (trouble as { code?: unknown } | null)?.code === 'SQLITE_ERROR';
  return isRefusal ? damagedLibrary((error as Error).message, error) : trouble;
}
