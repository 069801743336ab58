import type { Database, Statement } from 'better-sqlite3';
import { DomainError } from '../../base/domain-error.ts';
import type { TimeSlice } from '../../base/time-slice.ts';
import type { ModelId, PassageId } from '../ids.ts';
import type { ComparedRow, PairRow } from '../read/comparisons.ts';

/** What comparing some passages with all others came to. */
export interface ComparisonBatch {
  readonly compared: readonly ComparedRow[];
  /** New densities of passages that were compared before. */
  readonly densities: readonly { readonly passageId: PassageId; readonly density: number }[];
  readonly pairs: readonly PairRow[];
}

/** Stores comparisons and decisions about pairs. Call inside a transaction. */
export class ComparisonWriter {
  readonly #compared: Statement;
  readonly #density: Statement;
  readonly #pair: Statement;
  readonly #ignore: Statement;
  readonly #restore: Statement;

  constructor(db: Database) {
    // A passage may have been removed since it was read.
    this.#compared = db.prepare(
      `INSERT OR REPLACE INTO compared_passage (passage_id, model_id, text_hash, words, fingerprints, density)
       SELECT id, :model, :textHash, :words, :fingerprints, :density FROM passage WHERE id = :passageId`,
    );
    this.#density = db.prepare(
      'UPDATE compared_passage SET density = :density WHERE passage_id = :passageId AND model_id = :model',
    );
    this.#pair = db.prepare(
      `INSERT OR REPLACE INTO passage_pair
       SELECT first.id, second.id, :model, :sameText, :identity, :containment, :negations, :numbers, :terms, :cosine
       FROM passage AS first, passage AS second WHERE first.id = :first AND second.id = :second`,
    );
    const texts = `SELECT min(first.text_key, second.text_key), max(first.text_key, second.text_key)
      FROM passage AS first, passage AS second WHERE first.id = ? AND second.id = ?`;
    // Touched where it is there already, so that no change means that there is no such passage.
    this.#ignore = db.prepare(
      `INSERT INTO ignored_pair ${texts} ON CONFLICT DO UPDATE SET first_hash = first_hash`,
    );
    this.#restore = db.prepare(`DELETE FROM ignored_pair WHERE (first_hash, second_hash) = (${texts})`);
  }

  async store(
    { compared, densities, pairs }: ComparisonBatch,
    model: ModelId,
    slice: TimeSlice,
  ): Promise<void> {
    for (const row of compared) {
      const { buffer, byteOffset, byteLength } = row.fingerprints;
      this.#compared.run({ ...row, model, fingerprints: Buffer.from(buffer, byteOffset, byteLength) });
      await slice.pause();
    }
    for (const row of densities) {
      this.#density.run({ ...row, model });
      await slice.pause();
    }
    for (const row of pairs) {
      this.#pair.run({ ...row, model, sameText: row.sameText ? 1 : 0 });
      await slice.pause();
    }
  }

  /**
   * Remembered by the texts, so that it holds for every copy of them, when the files are indexed anew, and under any model.
   * @throws DomainError `duplicates.unknown-passage`
   */
  ignore(first: PassageId, second: PassageId): void {
    if (this.#ignore.run(first, second).changes > 0) return;
    throw new DomainError('duplicates.unknown-passage', {
      message: 'One of these passages is no longer in the library.',
      nextStep: 'Look for duplicates again: its document was changed or removed.',
    });
  }

  restore(first: PassageId, second: PassageId): void {
    this.#restore.run(first, second);
  }
}
