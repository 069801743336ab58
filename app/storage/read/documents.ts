import type { Database } from 'better-sqlite3';
import type { DocumentType } from '../../contracts/document.ts';
import type { DocumentId, ModelId, SourceId } from '../ids.ts';
import { textList } from '../json-column.ts';
import { CommitCache } from './commit-cache.ts';

export interface SourceRow {
  readonly id: SourceId;
  readonly path: string;
  /** Device number of the folder when it was added: tells an unmounted folder from an emptied one. */
  readonly device: number;
}

/** What is known of a file without reading it. */
export interface FileState {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
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

const KNOWN_COLUMNS = `id, path, size, modified_at AS modifiedAt, content_hash AS contentHash,
  source_id AS sourceId`;
const DOCUMENT_COLUMNS = `${KNOWN_COLUMNS}, type, title, tags`;

/** Sources, documents and files that failed. */
export class DocumentReader {
  readonly #db: Database;
  readonly #counts = new CommitCache<number>(() => this.version());

  constructor(db: Database) {
    this.#db = db;
  }

  /** Moves with every commit to the library, of any process. */
  version(): number {
    return this.#db.pragma('data_version', { simple: true }) as number;
  }

  sources(): SourceRow[] {
    return this.#db.prepare('SELECT id, path, device FROM source ORDER BY path').all() as SourceRow[];
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
    return this.#db
      .prepare(`SELECT ${KNOWN_COLUMNS} FROM document WHERE source_id = ?`)
      .all(source) as KnownDocument[];
  }

  failedFiles(source?: SourceId): FailedFileRow[] {
    const rows = this.#db
      .prepare(
        `SELECT path, size, modified_at AS modifiedAt, code, message, next_step AS nextStep, retryable
         FROM failed_file WHERE :source IS NULL OR source_id = :source ORDER BY path`,
      )
      .all({ source: source ?? null }) as (Omit<FailedFileRow, 'retryable'> & { retryable: number })[];
    return rows.map((row) => ({ ...row, retryable: row.retryable === 1 }));
  }

  byId(id: DocumentId): DocumentRow | undefined {
    return this.#one(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE id = ?`, id);
  }

  byPath(path: string): DocumentRow | undefined {
    return this.#one(`SELECT ${DOCUMENT_COLUMNS} FROM document WHERE path = ?`, path);
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

  #one(sql: string, parameter: number | string): DocumentRow | undefined {
    const row = this.#db.prepare(sql).get(parameter);
    return row === undefined ? undefined : toDocument(row);
  }
}

function toDocument(row: unknown): DocumentRow {
  const raw = row as Omit<DocumentRow, 'tags'> & { tags: string };
  return { ...raw, tags: textList(raw.tags) };
}
