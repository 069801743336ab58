import type { Database, Statement } from 'better-sqlite3';
import type { Span } from '../../contracts/document.ts';
import type { PassageId } from '../ids.ts';

export interface WordHit {
  readonly passageId: PassageId;
  /** BM25, higher is better. */
  readonly score: number;
}

// Control characters cannot occur in readable text as FTS5 tokens, so they mark matches unmistakably.
const MARK_START = '\u0001';
const MARK_END = '\u0002';
const HEADING_WEIGHT = 0.5;

/** Full-text search over passages (FTS5, Porter stemming, accents folded). */
export class WordReader {
  readonly #match: Statement;
  readonly #ids: Statement;
  readonly #highlight: Statement;
  readonly #frequency: Statement;

  constructor(db: Database) {
    this.#match = db.prepare(
      `SELECT rowid AS passageId, -bm25(passage_fts, 1.0, ${HEADING_WEIGHT}) AS score FROM passage_fts
       WHERE passage_fts MATCH ? ORDER BY rank LIMIT ?`,
    );
    this.#ids = db.prepare('SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?').pluck();
    // One passage at a time: FTS5 seeks a single rowid, but would walk through every match for a list of them.
    this.#highlight = db
      .prepare(
        `SELECT highlight(passage_fts, 0, '${MARK_START}', '${MARK_END}') FROM passage_fts
         WHERE passage_fts MATCH ? AND rowid = ?`,
      )
      .pluck();
    this.#frequency = db
      .prepare('SELECT count(*) FROM (SELECT 1 FROM passage_fts WHERE passage_fts MATCH ? LIMIT ?)')
      .pluck();
  }

  /** @param expression  an FTS5 expression; build it with quoted terms only. */
  match(expression: string, limit: number): WordHit[] {
    return this.#match.all(expression, limit) as WordHit[];
  }

  /** Ids of every passage that matches. */
  matchingPassages(expression: string): PassageId[] {
    return this.#ids.all(expression) as PassageId[];
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
