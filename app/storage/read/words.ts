import { randomUUID } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type { Span } from '../../contracts/document.ts';
import type { DocumentId, PassageId } from '../ids.ts';

// Nobody can know these, so they stand in no text.
const MARK_START = `\u0001${randomUUID()}`;
const MARK_END = `\u0002${randomUUID()}`;
// Of text and heading: a heading stands over many passages and tells less about each.
const RANKED = `rank MATCH 'bm25(1.0, 0.5)'`;

/** Full-text search over passages (FTS5, Porter stemming, accents folded). */
export class WordReader {
  readonly #match: Statement;
  readonly #matchAmong: Statement;
  readonly #ids: Statement;
  readonly #idsAmong: Statement;
  readonly #highlight: Statement;
  readonly #frequency: Statement;

  constructor(db: Database) {
    this.#match = db
      .prepare(`SELECT rowid FROM passage_fts WHERE passage_fts MATCH ? AND ${RANKED} ORDER BY rank LIMIT ?`)
      .pluck();
    // CROSS JOIN keeps the order of the tables: the matches come ranked, then their documents are looked up.
    this.#matchAmong = db
      .prepare(
        `SELECT passage.id FROM passage_fts CROSS JOIN passage ON passage.id = passage_fts.rowid
         WHERE passage_fts MATCH ? AND ${RANKED} AND document_id IN (SELECT value FROM json_each(?))
         ORDER BY rank LIMIT ?`,
      )
      .pluck();
    this.#ids = db.prepare('SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?').pluck();
    this.#idsAmong = db
      .prepare(
        `SELECT passage.id FROM passage_fts CROSS JOIN passage ON passage.id = passage_fts.rowid
         WHERE passage_fts MATCH ? AND document_id IN (SELECT value FROM json_each(?))`,
      )
      .pluck();
    // One passage at a time: FTS5 seeks a single rowid, but would walk through every match for a list of them.
    // FTS5 overlooks a rowid that is no integer, and better-sqlite3 binds every number as a real one.
    this.#highlight = db
      .prepare(
        `SELECT highlight(passage_fts, 0, '${MARK_START}', '${MARK_END}') FROM passage_fts
         WHERE passage_fts MATCH ? AND rowid = CAST(? AS INTEGER)`,
      )
      .pluck();
    this.#frequency = db
      .prepare('SELECT count(*) FROM (SELECT 1 FROM passage_fts WHERE passage_fts MATCH ? LIMIT ?)')
      .pluck();
  }

  /**
   * The passages that match best by BM25, best first.
   * @param expression  an FTS5 expression; build it with quoted terms only.
   * @param among  null: all documents.
   */
  match(expression: string, limit: number, among: readonly DocumentId[] | null = null): PassageId[] {
    return (
      among === null
        ? this.#match.all(expression, limit)
        : this.#matchAmong.all(expression, JSON.stringify(among), limit)
    ) as PassageId[];
  }

  /** Ids of every passage that matches. @param among  null: in all documents. */
  matchingPassages(expression: string, among: readonly DocumentId[] | null = null): PassageId[] {
    return (
      among === null ? this.#ids.all(expression) : this.#idsAmong.all(expression, JSON.stringify(among))
    ) as PassageId[];
  }

  /** Number of passages that match, counted up to `ceiling`. */
  frequency(expression: string, ceiling: number): number {
    return this.#frequency.get(expression, ceiling) as number;
  }

  /** Where the expression's words stand in the readable text of the passages. */
  wordSpans(expression: string, passages: readonly PassageId[]): Map<PassageId, Span[]> {
    return new Map(
      passages.flatMap((id): [PassageId, Span[]][] => {
        const marked = this.#highlight.get(expression, id) as string | undefined;
        return marked === undefined ? [] : [[id, markedSpans(marked)]];
      }),
    );
  }
}

/** Spans of the marked stretches, as offsets into the text without its marks. */
function markedSpans(marked: string): Span[] {
  const spans: Span[] = [];
  let offset = 0;
  for (const [index, part] of marked.split(MARK_START).entries()) {
    const [inside = '', outside] = index === 0 ? ['', part] : part.split(MARK_END);
    if (inside) spans.push({ start: offset, end: offset + inside.length });
    offset += inside.length + (outside?.length ?? 0);
  }
  return spans;
}
