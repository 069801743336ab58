import type { Database, Statement } from 'better-sqlite3';
import type { BlockKind } from '../../contracts/document.ts';
import type { DocumentId, ModelId, PassageId, SourceId } from '../ids.ts';
import { changedComparisons } from '../row-seal.ts';
import type { ComparedRow, PairRow } from './comparison-rows.ts';
import {
  comparedFrom,
  isSealedCompared,
  isSealedPair,
  pairFrom,
  type RawCompared,
  type RawPair,
} from './figure-rows.ts';

/** A passage that near-duplicates have not been looked for yet, or not since one of them was removed. */
export interface PendingPassage {
  readonly id: PassageId;
  readonly documentId: DocumentId;
  readonly kind: BlockKind;
  readonly text: string;
}

/** A passage that is in a pair or kept apart from another one, as far as grouping needs to know it. */
export interface PairedPassage {
  readonly id: PassageId;
  readonly documentId: DocumentId;
  readonly sourceId: SourceId;
  readonly path: string;
  readonly modifiedAt: number;
  readonly start: number;
  /** Hex; the same for all passages whose texts are the same but for white space. */
  readonly textKey: string;
  readonly words: number;
  readonly density: number | null;
}

/** A sentence's vector with the length of its text in characters. */
export interface SentenceVector {
  readonly passageId: PassageId;
  readonly length: number;
  readonly scale: number;
  readonly data: Int8Array;
}

/** Two texts that are kept apart: their keys, hex, in ascending order. */
export type IgnoredPair = readonly [first: string, second: string];

const NOT_COMPARED = `FROM passage JOIN document_model USING (document_id) WHERE model_id = :model AND NOT EXISTS (
  SELECT 1 FROM compared_passage
  WHERE passage_id = passage.id AND compared_passage.model_id = :model AND seal IS NOT NULL)`;

/**
 * What near-duplicates are found from under one model. Rows that are not as they were stored are not given out: DomainError
 * `duplicates.damaged`.
 */
export class ComparisonReader {
  readonly #db: Database;
  readonly #model: ModelId;
  readonly #pending: Statement;
  readonly #compared: Statement;
  readonly #texts: Statement;
  readonly #sentenceVectors: Statement;
  readonly #pairs: Statement;

  constructor(db: Database, model: ModelId) {
    this.#db = db;
    this.#model = model;
    this.#pending = db.prepare(
      `SELECT passage.id, document_id AS documentId, kind, text ${NOT_COMPARED} AND passage.id > :after ORDER BY passage.id LIMIT :limit`,
    );
    this.#compared = db.prepare(
      'SELECT * FROM compared_passage WHERE passage_id > ? AND model_id = ? AND seal IS NOT NULL ORDER BY 1 LIMIT ?',
    );
    this.#texts = db.prepare(
      `SELECT id, document_id AS documentId, kind, text FROM passage WHERE id IN (SELECT value FROM json_each(?))`,
    );
    this.#sentenceVectors = db
      .prepare(
        `SELECT passage_id, text_end - text_start, scale, data FROM sentence
         CROSS JOIN vector ON unit = 0 AND owner_id = sentence.id AND +model_id = ?
         WHERE passage_id > ? AND passage_id <= ? ORDER BY passage_id, ordinal`,
      )
      .raw();
    this.#pairs = db.prepare(
      'SELECT * FROM passage_pair WHERE (first_id, second_id) > (?, ?) AND model_id = ? ORDER BY 1, 2 LIMIT ?',
    );
  }

  /** How many passages wait to be compared. */
  pendingCount(): number {
    const count = this.#db.prepare(`SELECT count(*) ${NOT_COMPARED}`).pluck();
    return count.get({ model: this.#model }) as number;
  }

  /** How many passages were left out because they have fewer words. */
  shorterThan(words: number): number {
    return this.#db
      .prepare('SELECT count(*) FROM compared_passage WHERE words < ? AND model_id = ?')
      .pluck()
      .get(words, this.#model) as number;
  }

  /** Up to `limit` passages with ids above `after` that wait to be compared, in id order. */
  pending(after: number, limit: number): PendingPassage[] {
    return this.#pending.all({ model: this.#model, after, limit }) as PendingPassage[];
  }

  /** Up to `limit` passages with ids above `after` that were compared and do not wait to be again, in id order. */
  compared(after: number, limit: number): ComparedRow[] {
    return (this.#compared.all(after, this.#model, limit) as RawCompared[]).map(provenCompared);
  }

  /** Readable texts of the passages, in no particular order. */
  texts(ids: readonly PassageId[]): PendingPassage[] {
    return this.#texts.all(JSON.stringify(ids)) as PendingPassage[];
  }

  /** Vectors of the sentences of passages `after` < id ≤ `last`, passage by passage. */
  sentenceVectors(after: number, last: number): SentenceVector[] {
    const rows = this.#sentenceVectors.all(this.#model, after, last) as [PassageId, number, number, Buffer][];
    return rows.map(([passageId, length, scale, blob]) => ({
      ...{ passageId, length, scale },
      data: new Int8Array(blob.buffer, blob.byteOffset, blob.length),
    }));
  }

  /** Up to `limit` pairs behind the given one, in the order of their ids. */
  pairs(after: Pick<PairRow, 'first' | 'second'> | null, limit: number): PairRow[] {
    const { first, second } = after ?? { first: 0, second: 0 };
    return (this.#pairs.all(first, second, this.#model, limit) as RawPair[]).map(provenPair);
  }

  /** Every passage that was compared and is in a pair or kept apart from another one. */
  pairedPassages(): PairedPassage[] {
    const rows = this.#db
      .prepare(
        `SELECT compared_passage.*, document_id AS documentId, source_id AS sourceId, path, modified_at AS modifiedAt, start,
                lower(hex(text_key)) AS textKey
         FROM (SELECT first_id AS paired_id FROM passage_pair WHERE model_id = :model
               UNION SELECT second_id FROM passage_pair WHERE model_id = :model
               UNION SELECT id FROM passage JOIN ignored_pair ON text_key IN (first_hash, second_hash))
         JOIN compared_passage ON passage_id = paired_id AND model_id = :model
         JOIN passage ON passage.id = paired_id JOIN document ON document.id = document_id`,
      )
      .all({ model: this.#model }) as (RawCompared & PairedPlace)[];
    return rows.map((row) => {
      if (!isSealedCompared(row)) throw changedComparisons();
      const { passage_id: id, words, density, documentId, sourceId, path, modifiedAt, start, textKey } = row;
      return { id, documentId, sourceId, path, modifiedAt, start, textKey, words, density };
    });
  }

  ignoredPairs(): IgnoredPair[] {
    return this.#db
      .prepare('SELECT lower(hex(first_hash)), lower(hex(second_hash)) FROM ignored_pair ORDER BY 1, 2')
      .raw()
      .all() as unknown as IgnoredPair[];
  }
}

type PairedPlace = Pick<
  PairedPassage,
  'documentId' | 'sourceId' | 'path' | 'modifiedAt' | 'start' | 'textKey'
>;

/** @throws DomainError `duplicates.damaged` */
function provenCompared(row: RawCompared): ComparedRow {
  if (isSealedCompared(row)) return comparedFrom(row);
  throw changedComparisons();
}

/** @throws DomainError `duplicates.damaged` */
function provenPair(row: RawPair): PairRow {
  if (isSealedPair(row)) return pairFrom(row);
  throw changedComparisons();
}
