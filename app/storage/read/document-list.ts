import type { Database } from 'better-sqlite3';
import type { DocumentId, ModelId, SourceId } from '../ids.ts';
import { CommitCache } from './commit-cache.ts';

export interface DocumentListQuery {
  readonly source?: SourceId | undefined;
  /** A part of path or title, in any case (of A to Z); empty for all. */
  readonly filter: string;
  readonly status?: ListedRow['status'] | undefined;
  readonly sort: 'name' | 'modified' | 'passages';
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface ListedRow {
  /** Null for a file that could never be read. */
  readonly documentId: DocumentId | null;
  readonly path: string;
  readonly title: string | null;
  readonly source: SourceId;
  readonly status: 'indexed' | 'failed' | 'waiting';
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
  readonly passages: number;
}

const KEYS: Record<DocumentListQuery['sort'], string> = {
  name: 'name COLLATE NOCASE',
  modified: 'modified_at',
  passages: 'passages',
};
/** Files that never were documents are listed beside them, and have no passages. */
const UNREAD_KEYS: Record<DocumentListQuery['sort'], string> = { ...KEYS, passages: '0' };
const UNREAD = 'path NOT IN (SELECT path FROM document)';
/** Whether a document has all its vectors of the model. */
const WHOLE = 'EXISTS (SELECT 1 FROM document_model WHERE document_id = document.id AND model_id = :model)';
/** Documents whose file, as it is now, could not be read. */
const FAILED_DOCUMENTS = 'SELECT document.id FROM failed_file JOIN document USING (path)';

/** The documents and unreadable files of a library, a page at a time. */
export class DocumentList {
  readonly #db: Database;
  readonly #totals: CommitCache<number>;
  /** Places of what a filter lets through: it is found by looking at every document, so it is kept until a commit. */
  readonly #filtered: CommitCache<readonly Place[]>;

  /** @param version  moves with every commit, as DocumentReader.version. */
  constructor(db: Database, version: () => number) {
    this.#db = db;
    this.#totals = new CommitCache(version);
    this.#filtered = new CommitCache(version);
  }

  /**
   * One page of the list, and how long the list is. Equal names and times are in a steady order.
   * @param model  documents that have not all their vectors of it are `waiting`.
   */
  page(query: DocumentListQuery, model: ModelId): { rows: ListedRow[]; total: number } {
    const { offset, limit } = query;
    if (query.filter !== '') {
      const places = this.#filtered.get(JSON.stringify({ ...query, offset: 0, limit: 0, model }), () =>
        this.#places({ ...query, offset: 0, limit: -1 }, model),
      );
      return { rows: this.#rows(places.slice(offset, offset + limit), model), total: places.length };
    }
    return { rows: this.#rows(this.#places(query, model), model), total: this.#total(query, model) };
  }

  #places(query: DocumentListQuery, model: ModelId): Place[] {
    const { sort, descending, offset, limit } = query;
    const order = descending ? 'DESC' : 'ASC';
    const documents = `SELECT id, NULL AS path, ${KEYS[sort]} AS sort_key FROM document WHERE ${documentsWhere(query)}`;
    const files = `SELECT NULL, path, ${UNREAD_KEYS[sort]} FROM failed_file WHERE ${filesWhere(query)}`;
    const listed = this.#hasUnread() ? `${documents} UNION ALL ${files}` : documents;
    const collation = sort === 'name' ? 'COLLATE NOCASE' : '';
    return this.#db
      .prepare(
        `SELECT id, path FROM (${listed} ORDER BY 3 ${collation} ${order}, 1 ${order}, 2 ${order} LIMIT :limit OFFSET :offset)`,
      )
      .all({ ...parameters(query, model), limit, offset }) as Place[];
  }

  #total(query: DocumentListQuery, model: ModelId): number {
    const { source, status } = query;
    const count = () =>
      this.#db
        .prepare(
          `SELECT (SELECT count(*) FROM document WHERE ${documentsWhere(query)})
                + (SELECT count(*) FROM failed_file WHERE ${filesWhere(query)})`,
        )
        .pluck()
        .get(parameters(query, model)) as number;
    return this.#totals.get(JSON.stringify([source, status, model]), count);
  }

  #hasUnread(): boolean {
    const count = () => this.#db.prepare(`SELECT count(*) FROM failed_file WHERE ${UNREAD}`).pluck().get();
    return this.#totals.get('unread', count as () => number) > 0;
  }

  #rows(places: readonly Place[], model: ModelId): ListedRow[] {
    const document = this.#db.prepare(
      `SELECT id AS documentId, document.path, title, document.source_id AS source,
              document.modified_at AS modifiedAt, passages,
              CASE WHEN failed_file.path IS NOT NULL THEN 'failed' WHEN ${WHOLE} THEN 'indexed' ELSE 'waiting' END AS status
       FROM document LEFT JOIN failed_file ON failed_file.path = document.path WHERE id = :id`,
    );
    const file = this.#db.prepare(
      `SELECT NULL AS documentId, path, NULL AS title, source_id AS source, modified_at AS modifiedAt, 0 AS passages,
              'failed' AS status
       FROM failed_file WHERE path = ?`,
    );
    return places.map(
      ({ id, path }) => (id === null ? file.get(path) : document.get({ model, id })) as ListedRow,
    );
  }
}

interface Place {
  readonly id: DocumentId | null;
  readonly path: string | null;
}

function documentsWhere({ source, status, filter }: DocumentListQuery): string {
  const byStatus: Record<ListedRow['status'], string> = {
    indexed: `${WHOLE} AND id NOT IN (${FAILED_DOCUMENTS})`,
    failed: `id IN (${FAILED_DOCUMENTS})`,
    waiting: `NOT ${WHOLE} AND id NOT IN (${FAILED_DOCUMENTS})`,
  };
  return conjunction(
    status && byStatus[status],
    // The unary plus keeps the order's index: by source, every one of its documents would have to be sorted.
    source !== undefined && '+source_id = :source',
    filter !== '' && `(path LIKE :like ESCAPE '~' OR title LIKE :like ESCAPE '~')`,
  );
}

function filesWhere({ source, status, filter }: DocumentListQuery): string {
  return conjunction(
    UNREAD,
    (status === 'indexed' || status === 'waiting') && 'false',
    source !== undefined && 'source_id = :source',
    filter !== '' && `path LIKE :like ESCAPE '~'`,
  );
}

function conjunction(...conditions: (string | false | undefined)[]): string {
  return conditions.filter((condition) => typeof condition === 'string').join(' AND ') || 'true';
}

function parameters({ source, filter }: DocumentListQuery, model: ModelId) {
  return { model, source: source ?? null, like: `%${filter.replace(/[~%_]/g, '~$&')}%` };
}
