import { sep } from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import type { DocumentType } from '../../contracts/document.ts';
import type { DocumentId, ModelId, SourceId } from '../ids.ts';
import { textList } from '../json-column.ts';
import { CommitCache } from './commit-cache.ts';

/** What the system knows a folder by, whatever its path: tells the folder from the mount point it is mounted on. */
export interface FolderIdentity {
  readonly device: number;
  /** Null where an earlier version added the folder. */
  readonly inode: number | null;
}

/** A folder of the library, as it was when all of it was looked at last, or when it was added. */
export interface SourceRow extends FolderIdentity {
  readonly id: SourceId;
  readonly path: string;
}

/** What is known of a file without reading it. */
export interface FileState {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /**
   * When the file was last changed in any way (ctime), in milliseconds since 1970: no program can set it. Null where that
   * tells nothing: the file may have changed again without a trace.
   */
  readonly changedAt: number | null;
}

export interface KnownDocument extends FileState {
  readonly id: DocumentId;
  readonly contentHash: string;
  readonly sourceId: SourceId;
}

export interface DocumentRow extends KnownDocument {
  readonly type: DocumentType;
  readonly title: string | null;
  readonly tags: readonly string[];
}

/** What filters look at. */
export interface FilterableDocument {
  readonly id: DocumentId;
  readonly sourceId: SourceId;
  readonly path: string;
  readonly type: DocumentType;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  /** The tags as a JSON array: few filters need them apart. */
  readonly tags: string;
}

export interface FailedFileRow extends FileState {
  readonly code: string;
  readonly message: string;
  readonly nextStep: string;
  readonly retryable: boolean;
}

export interface LibraryCounts {
  readonly documents: number;
  readonly passages: number;
  readonly sentences: number;
  readonly failed: number;
}

const FILE_COLUMNS = 'path, size, modified_at AS modifiedAt, changed_at AS changedAt';
const KNOWN_COLUMNS = `id, ${FILE_COLUMNS}, content_hash AS contentHash, source_id AS sourceId`;
const PAGE = 2_000;
const SOME = 64;
/** What is in a folder stands, in the order of paths, between the folder with a separator and this. */
const AFTER_SEPARATOR = String.fromCharCode(sep.charCodeAt(0) + 1);
const DOCUMENT_COLUMNS = `${KNOWN_COLUMNS}, type, title, tags`;

/** Sources, documents and files that failed. */
export class DocumentReader {
  readonly #db: Database;
  readonly #byId: Statement;
  readonly #byPath: Statement;
  readonly #knownAt: Statement;
  readonly #withContent: Statement;
  readonly #counts = new CommitCache<number>(() => this.version());

  constructor(db: Database) {
    this.#db = db;
    this.#byId = db.prepare(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE id = ?`);
    this.#byPath = db.prepare(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE path = ?`);
    this.#knownAt = db.prepare(
      `SELECT ${KNOWN_COLUMNS} FROM document
       WHERE (path = :path OR (path >= :first AND path < :end)) AND +source_id = :source`,
    );
    this.#withContent = db.prepare(
      `SELECT ${KNOWN_COLUMNS} FROM document WHERE content_hash = ? ORDER BY id`,
    );
  }

  /** Moves with every commit to the library, of any process. */
  version(): number {
    return this.#db.pragma('data_version', { simple: true }) as number;
  }

  sources(): SourceRow[] {
    return this.#db.prepare('SELECT id, path, device, inode FROM source ORDER BY path').all() as SourceRow[];
  }

  documentsPerSource(): Map<SourceId, number> {
    const rows = this.#db.prepare('SELECT source_id, count(*) FROM document GROUP BY source_id').raw().all();
    return new Map(rows as [SourceId, number][]);
  }

  failuresPerSource(): Map<SourceId, number> {
    const rows = this.#db
      .prepare('SELECT source_id, count(*) FROM failed_file GROUP BY source_id')
      .raw()
      .all();
    return new Map(rows as [SourceId, number][]);
  }

  knownDocuments(source: SourceId): KnownDocument[] {
    return [...this.knownPages(source)].flat();
  }

  /** All documents of a source, some thousand at a time. */
  *knownPages(source: SourceId): Generator<KnownDocument[]> {
    const page = this.#db.prepare(
      `SELECT ${KNOWN_COLUMNS} FROM document WHERE source_id = ? AND id > ? ORDER BY id LIMIT ${PAGE}`,
    );
    for (let after = 0; ; ) {
      const documents = page.all(source, after) as KnownDocument[];
      if (documents.length === 0) return;
      yield documents;
      after = documents.at(-1)?.id ?? 0;
    }
  }

  /** Documents of a source at a path, or in the folder that it is. */
  knownAt(path: string, source: SourceId): KnownDocument[] {
    return this.#knownAt.all({
      ...{ source, path, first: path + sep, end: path + AFTER_SEPARATOR },
    }) as KnownDocument[];
  }

  /** Some documents of a source, those that were added last. */
  someOf(source: SourceId): KnownDocument[] {
    return this.#db
      .prepare(`SELECT ${KNOWN_COLUMNS} FROM document WHERE source_id = ? ORDER BY id DESC LIMIT ${SOME}`)
      .all(source) as KnownDocument[];
  }

  /** Documents that have a content, those first that were added first. */
  withContent(contentHash: string): KnownDocument[] {
    return this.#withContent.all(contentHash) as KnownDocument[];
  }

  failedFiles(source?: SourceId): FailedFileRow[] {
    const rows = this.#db
      .prepare(
        `SELECT ${FILE_COLUMNS}, code, message, next_step AS nextStep, retryable
         FROM failed_file WHERE :source IS NULL OR source_id = :source ORDER BY path`,
      )
      .all({ source: source ?? null }) as (Omit<FailedFileRow, 'retryable'> & { retryable: number })[];
    return rows.map((row) => ({ ...row, retryable: row.retryable === 1 }));
  }

  byId(id: DocumentId): DocumentRow | undefined {
    return one(this.#byId.get(id));
  }

  byPath(path: string): DocumentRow | undefined {
    return one(this.#byPath.get(path));
  }

  byIds(ids: readonly DocumentId[]): Map<DocumentId, DocumentRow> {
    const rows = this.#db
      .prepare(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(ids));
    return new Map(rows.map(toDocument).map((row) => [row.id, row]));
  }

  /** Every document, for filters over path, type, date and tags. */
  filterable(): IterableIterator<FilterableDocument> {
    return this.#db
      .prepare('SELECT id, source_id AS sourceId, path, type, modified_at AS modifiedAt, tags FROM document')
      .iterate() as IterableIterator<FilterableDocument>;
  }

  text(id: DocumentId): string | undefined {
    return this.#db.prepare('SELECT text FROM document_text WHERE document_id = ?').pluck().get(id) as
      | string
      | undefined;
  }

  counts(): LibraryCounts {
    return this.#db
      .prepare(
        `SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM passage) AS passages,
                (SELECT count(*) FROM sentence) AS sentences, (SELECT count(*) FROM failed_file) AS failed`,
      )
      .get() as LibraryCounts;
  }

  /** Number of pairs of passages that the user keeps apart. */
  keptApartCount(): number {
    return this.#db.prepare('SELECT count(*) FROM ignored_pair').pluck().get() as number;
  }

  /** Number of passages, counted once after each commit. */
  passageCount(): number {
    return this.#counted('SELECT count(*) FROM passage');
  }

  /** Number of documents that have not all their vectors of the model, counted once after each commit. */
  countLacking(model: ModelId): number {
    const whole = 'SELECT count(*) FROM document_model WHERE model_id = ?';
    return this.#counted(`SELECT (SELECT count(*) FROM document) - (${whole})`, model);
  }

  #counted(sql: string, ...parameters: number[]): number {
    const count = () => this.#db.prepare(sql).pluck().get(parameters) as number;
    return this.#counts.get(`${sql} ${parameters}`, count);
  }
}

function one(row: unknown): DocumentRow | undefined {
  return row === undefined ? undefined : toDocument(row);
}

function toDocument(row: unknown): DocumentRow {
  const raw = row as Omit<DocumentRow, 'tags'> & { tags: string };
  return { ...raw, tags: textList(raw.tags) };
}
