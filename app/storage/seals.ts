import { createHash, type Hash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import type { DocumentId, ModelId } from './ids.ts';

const SEAL_BYTES = 16;
/** Passages that are read before others get their turn: some milliseconds. */
const STEP = 200;

/**
 * Makes seals: 16 bytes that a document's rows are known by. SQLite has no checksums of its pages, so a bit that flips in
 * a stored text or vector changes an answer and nothing else; a seal that no longer fits tells of it.
 */
export class Sealer {
  readonly #document: Statement;
  readonly #text: Statement;
  readonly #passages: Statement;
  readonly #sentences: Statement;
  readonly #windowVectors: Statement;
  readonly #sentenceVectors: Statement;

  constructor(db: Database) {
    this.#document = db
      .prepare('SELECT type, content_hash, title, tags, passages FROM document WHERE id = ?')
      .raw();
    this.#text = db.prepare('SELECT text FROM document_text WHERE document_id = ?').pluck();
    // CROSS JOIN keeps the order: SQLite would read every vector of the library for the sake of one document's.
    const here = 'WHERE document_id = :document AND passage.ordinal >= :from AND passage.ordinal < :to';
    this.#passages = db
      .prepare(
        `SELECT ordinal, kind, start, "end", page, heading, text, source_text, hex(hash), hex(text_key)
         FROM passage ${here} ORDER BY ordinal`,
      )
      .raw();
    this.#sentences = db
      .prepare(
        `SELECT passage.ordinal, sentence.ordinal, sentence.start, sentence."end", text_start, text_end
         FROM passage CROSS JOIN sentence ON passage_id = passage.id ${here} ORDER BY passage.ordinal, sentence.ordinal`,
      )
      .raw();
    this.#windowVectors = db
      .prepare(
        `SELECT passage.ordinal, "window", scale, data
         FROM passage CROSS JOIN vector ON unit = 1 AND owner_id = passage.id AND +model_id = :model
         ${here} ORDER BY passage.ordinal, "window"`,
      )
      .raw();
    this.#sentenceVectors = db
      .prepare(
        `SELECT passage.ordinal, sentence.ordinal, scale, data FROM passage CROSS JOIN sentence ON passage_id = passage.id
           CROSS JOIN vector ON unit = 0 AND owner_id = sentence.id AND +model_id = :model
         ${here} ORDER BY passage.ordinal, sentence.ordinal`,
      )
      .raw();
  }

  /** Over text, title, tags, passages and sentences. Yields where others may have their turn; nothing may be written then. */
  *ofContent(document: DocumentId): Generator<void, Buffer> {
    const hash = createHash('sha256');
    const row = this.#document.get(document) as [...unknown[], number] | undefined;
    addRows(hash, [row ?? [], [this.#text.get(document) ?? null]]);
    for (const part of parts(document, row?.at(-1))) {
      addRows(hash, this.#passages.all(part) as unknown[][]);
      addRows(hash, this.#sentences.all(part) as unknown[][]);
      yield;
    }
    return hash.digest().subarray(0, SEAL_BYTES);
  }

  /** Over the vectors that the document has of the model. Yields as {@link ofContent} does. */
  *ofVectors(document: DocumentId, model: ModelId): Generator<void, Buffer> {
    const hash = createHash('sha256');
    const row = this.#document.get(document) as [...unknown[], number] | undefined;
    for (const part of parts(document, row?.at(-1))) {
      addVectors(hash, this.#windowVectors.all({ ...part, model }) as VectorRow[]);
      addVectors(hash, this.#sentenceVectors.all({ ...part, model }) as VectorRow[]);
      yield;
    }
    return hash.digest().subarray(0, SEAL_BYTES);
  }
}

/** The seal at once. */
export function sealNow(steps: Generator<void, Buffer>): Buffer {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** @param stored  anything, in a damaged database. */
export function isSeal(stored: unknown, made: Buffer): boolean {
  return Buffer.isBuffer(stored) && stored.equals(made);
}

/** `data` may be anything in a damaged database. */
type VectorRow = readonly [passage: number, ordinal: number, scale: number, data: unknown];

function* parts(document: DocumentId, passages: unknown) {
  // One step beyond the last passage, so that one too many does not go unnoticed.
  const end = typeof passages === 'number' ? passages : 0;
  for (let from = 0; from <= end; from += STEP) yield { document, from, to: from + STEP };
}

function addRows(hash: Hash, rows: readonly unknown[][]): void {
  for (const row of rows) hash.update(JSON.stringify(row));
}

function addVectors(hash: Hash, rows: readonly VectorRow[]): void {
  for (const [passage, ordinal, scale, data] of rows) {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.from(JSON.stringify(data ?? null));
    hash.update(JSON.stringify([passage, ordinal, scale, bytes.length])).update(bytes);
  }
}
