import type { Database, Statement } from 'better-sqlite3';
import type { Span } from '../../contracts/document.ts';
import type { DocumentId, PassageId } from '../ids.ts';
import { CommitCache } from './commit-cache.ts';
import { type IndexedText, WordMarker } from './word-marker.ts';

/** A passage that matches, and how well by BM25: the better, the higher. */
export interface WordMatch {
  readonly passageId: PassageId;
  readonly score: number;
}

/** Words whose frequency is kept: those that stand in most texts stand in most queries too, and take longest to count. */
const FREQUENCIES_KEPT = 2_000;
const LATEST_PASSAGES = 2_000;

interface LatestPassages {
  /** The lowest of their ids; null where there is none. */
  readonly first: number | null;
  readonly passages: number;
}

/** Of passages that match as well as the last one wanted, so many times as many as are wanted are looked at. */
const MOST_TIMES = 8;
// Of text and heading: a heading stands over many passages and tells less about each.
const RANKED = `rank MATCH 'bm25(1.0, 0.5)'`;

/** Full-text search over passages (FTS5, Porter stemming, accents folded). */
export class WordReader implements Disposable {
  readonly #db: Database;
  readonly #match: Statement;
  readonly #matchAmong: Statement;
  readonly #ids: Statement;
  readonly #idsAmong: Statement;
  readonly #texts: Statement;
  readonly #frequency: Statement;
  readonly #frequencies: CommitCache<number>;
  readonly #latest: Statement;
  readonly #frequencySince: Statement;
  readonly #sample: CommitCache<LatestPassages>;
  #marker: WordMarker | null = null;

  /** @param version  a number that moves with every commit, as DocumentReader.version. */
  constructor(db: Database, version: () => number) {
    this.#db = db;
    this.#frequencies = new CommitCache(version, FREQUENCIES_KEPT);
    this.#match = db.prepare(
      `SELECT rowid AS passageId, -rank AS score FROM passage_fts
       WHERE passage_fts MATCH ? AND ${RANKED} ORDER BY rank LIMIT ?`,
    );
    // CROSS JOIN keeps the order of the tables: the matches come ranked, then their documents are looked up.
    this.#matchAmong = db.prepare(
      `SELECT passage.id AS passageId, -rank AS score
       FROM passage_fts CROSS JOIN passage ON passage.id = passage_fts.rowid
       WHERE passage_fts MATCH ? AND ${RANKED} AND document_id IN (SELECT value FROM json_each(?))
       ORDER BY rank LIMIT ?`,
    );
    this.#ids = db.prepare('SELECT rowid FROM passage_fts WHERE passage_fts MATCH ?').pluck();
    this.#idsAmong = db
      .prepare(
        `SELECT passage.id FROM passage_fts CROSS JOIN passage ON passage.id = passage_fts.rowid
         WHERE passage_fts MATCH ? AND document_id IN (SELECT value FROM json_each(?))`,
      )
      .pluck();
    this.#texts = db.prepare(
      'SELECT id, text, heading FROM passage WHERE id IN (SELECT value FROM json_each(?))',
    );
    this.#latest = db.prepare(
      'SELECT min(id) AS first, count(*) AS passages FROM (SELECT id FROM passage ORDER BY id DESC LIMIT ?)',
    );
    this.#sample = new CommitCache(version);
    this.#frequencySince = db
      .prepare('SELECT count(*) FROM passage_fts WHERE passage_fts MATCH ? AND rowid >= ?')
      .pluck();
    this.#frequency = db
      .prepare('SELECT count(*) FROM (SELECT 1 FROM passage_fts WHERE passage_fts MATCH ? LIMIT ?)')
      .pluck();
  }

  /**
   * The passages that match best by BM25, best first, and behind them those that match as well as the last.
   * @param expression  an FTS5 expression; build it with quoted terms only.
   * @param among  null: all documents.
   */
  match(expression: string, limit: number, among: readonly DocumentId[] | null = null): WordMatch[] {
    const most = MOST_TIMES * limit;
    const matches =
      among === null
        ? this.#match.iterate(expression, most)
        : this.#matchAmong.iterate(expression, JSON.stringify(among), most);
    const best: WordMatch[] = [];
    for (const match of matches as IterableIterator<WordMatch>) {
      if (best.length >= limit && match.score < best[limit - 1]!.score) break;
      best.push(match);
    }
    return best;
  }

  /** Ids of every passage that matches. @param among  null: in all documents. */
  matchingPassages(expression: string, among: readonly DocumentId[] | null = null): PassageId[] {
    return (
      among === null ? this.#ids.all(expression) : this.#idsAmong.all(expression, JSON.stringify(among))
    ) as PassageId[];
  }

  /** Number of passages that match, counted up to `ceiling`. */
  frequency(expression: string, ceiling: number): number {
    const count = () => this.#frequency.get(expression, ceiling) as number;
    return this.#frequencies.get(`${ceiling} ${expression}`, count);
  }

  /**
   * Share of passages that match, 0 to 1, among the {@link LATEST_PASSAGES} that were stored last: so it costs the same
   * in a library of any size.
   */
  shareOfLatest(expression: string): number {
    const latest = () => this.#latest.get(LATEST_PASSAGES) as LatestPassages;
    const { first, passages } = this.#sample.get('', latest);
    if (passages === 0) return 0;
    const count = () => this.#frequencySince.get(expression, first) as number;
    return this.#frequencies.get(`latest ${expression}`, count) / passages;
  }

  /** Where the expression's words stand in the readable text of the passages. */
  wordSpans(expression: string, passages: readonly PassageId[]): Map<PassageId, Span[]> {
    return this.wordSpansOfEach([expression], passages)[0]!;
  }

  /** {@link wordSpans} of several expressions, for little more than the price of one. */
  wordSpansOfEach(expressions: readonly string[], passages: readonly PassageId[]): Map<PassageId, Span[]>[] {
    this.#marker ??= new WordMarker(tokenizerOf(this.#db));
    return this.#marker.spans(expressions, this.#texts.all(JSON.stringify(passages)) as IndexedText[]);
  }

  [Symbol.dispose](): void {
    this.#marker?.[Symbol.dispose]();
  }
}

/** The tokenizer that the library's full-text index was made with. */
function tokenizerOf(db: Database): string {
  const sql = db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'passage_fts'`).pluck().get() as string;
  const [, tokenizer] = /tokenize = "([^"]+)"/.exec(sql) ?? [];
  if (tokenizer === undefined) throw new Error('The full-text index names no tokenizer');
  return tokenizer;
}
