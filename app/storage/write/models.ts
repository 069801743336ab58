import type { Database, Statement } from 'better-sqlite3';
import type { TimeSlice } from '../../base/time-slice.ts';
import type { DocumentId, ModelId, PassageId } from '../ids.ts';
import { type LibraryModel, MODEL_SETTINGS, type ModelRole } from '../read/models.ts';
import { Sealer } from '../seals.ts';
import type { PassageVectors } from './drafts.ts';
import type { PassageWriter, VectorLedger } from './passages.ts';

/** Vectors of a stored passage under one more model. */
export interface PassageEncoding {
  readonly passageId: PassageId;
  readonly vectors: PassageVectors;
}

/** Rows that are deleted before others get their turn: some milliseconds. */
const SLICE_ROWS = 250;

/** Stores and removes what the library holds of models. Call inside a transaction. */
export class ModelWriter {
  readonly #db: Database;
  readonly #passages: PassageWriter;
  readonly #mark: Statement;
  readonly #markWhole: Statement;
  readonly #unmark: Statement;
  readonly #seal: Statement;
  readonly #sealer: Sealer;

  constructor(db: Database, passages: PassageWriter) {
    this.#db = db;
    this.#passages = passages;
    this.#mark = db.prepare('INSERT OR IGNORE INTO document_model (document_id, model_id) VALUES (?, ?)');
    this.#markWhole = db.prepare(
      `INSERT OR IGNORE INTO document_model (document_id, model_id)
       SELECT id, :model FROM document WHERE id = :document AND NOT EXISTS (
         SELECT 1 FROM passage WHERE document_id = :document AND NOT EXISTS (
           SELECT 1 FROM vector WHERE unit = 1 AND owner_id = passage.id AND +vector.model_id = :model))`,
    );
    this.#sealer = new Sealer(db);
    this.#seal = db.prepare('UPDATE document_model SET seal = ? WHERE document_id = ? AND model_id = ?');
    this.#unmark = db.prepare('DELETE FROM document_model WHERE document_id = ? AND model_id <> ?');
  }

  /** The document was stored with all its vectors of this model; whether it has all of others is not known. */
  async completeOnlyUnder(model: ModelId, document: DocumentId, slice: TimeSlice): Promise<void> {
    this.#unmark.run(document, model);
    this.#mark.run(document, model);
    await this.#sealVectors(document, model, slice);
  }

  /** Stores vectors of passages that are still there and have none of the model; then tells which documents are whole. */
  async store(
    model: ModelId,
    encodings: readonly PassageEncoding[],
    documents: readonly DocumentId[],
    ledger: VectorLedger,
    slice: TimeSlice,
  ): Promise<void> {
    for (const { passageId, vectors } of encodings) {
      if (this.#passages.lacksVectors(passageId, model))
        this.#passages.addVectors(passageId, vectors, model, ledger);
      await slice.pause();
    }
    for (const document of documents) {
      const { changes } = this.#markWhole.run({ document, model });
      if (changes > 0) await this.#sealVectors(document, model, slice);
      await slice.pause();
    }
  }

  /** Deletes a document's vectors of the model, so that they are made anew. */
  forgetDocument(document: DocumentId, model: ModelId, ledger: VectorLedger): void {
    this.#db
      .prepare('DELETE FROM document_model WHERE document_id = ? AND model_id = ?')
      .run(document, model);
    this.#passages.removeVectors(document, model, ledger);
  }

  setRole(role: ModelRole, model: LibraryModel | null): void {
    if (model === null) this.#db.prepare('DELETE FROM setting WHERE key = ?').run(MODEL_SETTINGS[role]);
    else {
      this.#db
        .prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)')
        .run(MODEL_SETTINGS[role], JSON.stringify(model));
    }
  }

  /**
   * Deletes a part of what is stored of a model; its vectors go last, so that they tell of what is left.
   * @param after  highest passage id whose comparisons were looked at by earlier calls.
   * @returns where comparisons are looked at next; null when nothing is left.
   */
  forgetPart(model: ModelId, after: number): number | null {
    const marks = `DELETE FROM document_model WHERE (document_id, model_id) IN
      (SELECT document_id, model_id FROM document_model WHERE model_id = ? LIMIT ${SLICE_ROWS})`;
    if (this.#db.prepare(marks).run(model).changes > 0) return after;
    const last = this.#db.prepare('SELECT coalesce(max(id), 0) FROM passage').pluck().get() as number;
    if (after <= last) {
      this.#forgetComparisons(model, after, after + SLICE_ROWS);
      return after + SLICE_ROWS;
    }
    this.#db.prepare('DELETE FROM random_pair_sample WHERE model_id = ?').run(model);
    const vectors = `DELETE FROM vector WHERE id IN (SELECT id FROM vector WHERE model_id = ? LIMIT ${SLICE_ROWS})`;
    return this.#db.prepare(vectors).run(model).changes > 0 ? after : null;
  }

  async #sealVectors(document: DocumentId, model: ModelId, slice: TimeSlice): Promise<void> {
    const seal = await slice.spread(this.#sealer.ofVectors(document, model));
    this.#seal.run(seal, document, model);
  }

  #forgetComparisons(model: ModelId, after: number, last: number): void {
    for (const [table, key] of [
      ['passage_pair', 'first_id'],
      ['compared_passage', 'passage_id'],
    ]) {
      this.#db
        .prepare(`DELETE FROM ${table} WHERE ${key} > ? AND ${key} <= ? AND model_id = ?`)
        .run(after, last, model);
    }
  }
}
