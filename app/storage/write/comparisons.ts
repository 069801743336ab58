import type { Database, Statement } from 'better-sqlite3';
import { DomainError } from '../../base/domain-error.ts';
import type { TimeSlice } from '../../base/time-slice.ts';
import type { ModelId, PassageId } from '../ids.ts';
import type { ComparedRow, PairRow } from '../read/comparison-rows.ts';
import { rawCompared, rawPair } from '../read/figure-rows.ts';

/** What comparing some passages with all others came to. */
export interface ComparisonBatch {
  readonly compared: readonly ComparedRow[];
  /** Passages that were compared before, with new densities. */
  readonly densities: readonly ComparedRow[];
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
      `INSERT OR REPLACE INTO compared_passage (passage_id, model_id, text_hash, words, fingerprints, density, seal)
       SELECT id, :model_id, :text_hash, :words, :fingerprints, :density, :seal FROM passage WHERE id = :passage_id`,
    );
    // Without a seal it is to be compared again, and stays so.
    this.#density = db.prepare(
      `UPDATE compared_passage SET density = :density, seal = iif(seal IS NULL, NULL, :seal)
       WHERE passage_id = :passage_id AND model_id = :model_id`,
    );
    this.#pair = db.prepare(
      `INSERT OR REPLACE INTO passage_pair
       SELECT first.id, second.id, :model_id, :same_text, :identity, :containment, :negations, :numbers, :terms, :cosine,
              :seal
       FROM passage AS first, passage AS second WHERE first.id = :first_id AND second.id = :second_id`,
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
      this.#compared.run(rawCompared(row, model));
      await slice.pause();
    }
    for (const row of densities) {
      const { passage_id, model_id, density, seal } = rawCompared(row, model);
      this.#density.run({ passage_id, model_id, density, seal });
      await slice.pause();
    }
    for (const row of pairs) {
      this.#pair.run(rawPair(row, model));
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
