import { randomUUID } from 'node:crypto';
import SqliteDatabase, { type Database, type Statement } from 'better-sqlite3';
import type { Span } from '../../contracts/document.ts';
import type { PassageId } from '../ids.ts';

// Nobody can know these, so they stand in no text.
const MARK_START = `\u0001${randomUUID()}`;
const MARK_END = `\u0002${randomUUID()}`;

/** A row of the full-text index. */
export interface IndexedText {
  readonly id: PassageId;
  readonly text: string;
  readonly heading: string;
}

/**
 * Tells where words stand in texts, by the full-text index's own rules: the texts are put into an index of the same
 * tokenizer in memory, asked once, and taken out again. Asking the library's index would match the words in the whole
 * library again for every text.
 */
export class WordMarker implements Disposable {
  readonly #db: Database;
  readonly #begin: Statement;
  readonly #insert: Statement;
  readonly #highlight: Statement;
  readonly #rollback: Statement;

  /** @param tokenizer  as in the `tokenize` option of FTS5. */
  constructor(tokenizer: string) {
    this.#db = new SqliteDatabase(':memory:');
    this.#db.exec(
      `CREATE VIRTUAL TABLE marked USING fts5 (text, heading, columnsize = 0, tokenize = "${tokenizer}")`,
    );
    this.#begin = this.#db.prepare('BEGIN');
    this.#insert = this.#db.prepare(
      'INSERT INTO marked (rowid, text, heading) VALUES (CAST(? AS INTEGER), ?, ?)',
    );
    this.#highlight = this.#db
      .prepare(
        `SELECT rowid, highlight(marked, 0, '${MARK_START}', '${MARK_END}') FROM marked WHERE marked MATCH ?`,
      )
      .raw();
    this.#rollback = this.#db.prepare('ROLLBACK');
  }

  /** For each expression, spans of its words in each text that matches it; empty where only the heading does. */
  spans(expressions: readonly string[], texts: readonly IndexedText[]): Map<PassageId, Span[]>[] {
    this.#begin.run();
    try {
      for (const { id, text, heading } of texts) this.#insert.run(id, text, heading);
      return expressions.map((expression) => {
        const marked = this.#highlight.all(expression) as [PassageId, string][];
        return new Map(marked.map(([id, text]) => [id, markedSpans(text)]));
      });
    } finally {
      this.#rollback.run();
    }
  }

  [Symbol.dispose](): void {
    this.#db.close();
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
