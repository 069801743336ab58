import type { Database, Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { DocumentId, ModelId, PassageId } from '../ids.ts';
import { NO_MODEL } from '../ids.ts';

/** A model as a library remembers it. */
const LibraryModel = z.object({
  /** What the package is found by: an id, or a folder. */
  name: z.string(),
  /** Layers that are run; null for all of them. */
  exitLayer: z.int().positive().nullable(),
  /** Components that are kept of every vector; null for all of them. */
  dimensions: z.int().positive().nullable(),
  /** Of the vectors that it makes, as in the table of models. */
  fingerprint: z.string(),
});
export type LibraryModel = Readonly<z.infer<typeof LibraryModel>>;

/** `active`: searches use its vectors. `coming`: its vectors are made, to be used once they are complete. */
export type ModelRole = 'active' | 'coming';

/** Keys of the table of settings. */
export const MODEL_SETTINGS: Readonly<Record<ModelRole, string>> = {
  active: 'model',
  coming: 'coming_model',
};

/** A document that has not all its vectors under a model. */
export interface LackingDocument {
  readonly id: DocumentId;
  readonly path: string;
  readonly title: string | null;
  /** How many it has, with vectors or without. */
  readonly passages: number;
}

/** Whether every passage of a document has a vector of the model: parameters `document` and `model`. */
const LACKING_PASSAGES = `SELECT id FROM passage WHERE document_id = :document AND NOT EXISTS (
  SELECT 1 FROM vector WHERE unit = 1 AND owner_id = passage.id AND +vector.model_id = :model) ORDER BY ordinal`;
const LACKING = `FROM document WHERE NOT EXISTS (
  SELECT 1 FROM document_model WHERE document_id = document.id AND model_id = :model)`;

/** Which models the library has vectors of, and what is complete under which. */
export class ModelReader {
  readonly #db: Database;
  readonly #lacking: Statement;
  readonly #lackingPassages: Statement;
  readonly #setting: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#lacking = db.prepare(
      `SELECT id, path, title, passages ${LACKING} AND id > :after ORDER BY id LIMIT :limit`,
    );
    this.#lackingPassages = db.prepare(LACKING_PASSAGES).pluck();
    this.#setting = db.prepare('SELECT value FROM setting WHERE key = ?').pluck();
  }

  /** The model with this fingerprint, or NO_MODEL when the library does not know it. */
  idOf(fingerprint: string): ModelId {
    const id = this.#db.prepare('SELECT id FROM model WHERE fingerprint = ?').pluck().get(fingerprint);
    return id === undefined ? NO_MODEL : (id as ModelId);
  }

  /** The model in a role; null where the library has none, or what it says cannot be understood. */
  inRole(role: ModelRole): LibraryModel | null {
    const value = this.#setting.get(MODEL_SETTINGS[role]) as string | undefined;
    if (value === undefined) return null;
    try {
      return LibraryModel.parse(JSON.parse(value));
    } catch {
      return null;
    }
  }

  /** Fingerprints of the models that documents are complete under, the one with the most documents first. */
  fingerprintsInUse(): string[] {
    return this.#db
      .prepare(
        `SELECT fingerprint FROM document_model JOIN model ON model.id = model_id
         GROUP BY model_id ORDER BY count(*) DESC, model_id`,
      )
      .pluck()
      .all() as string[];
  }

  /** Up to `limit` documents with ids above `after` that have not all their vectors of the model, in id order. */
  lacking(model: ModelId, after: number, limit: number): LackingDocument[] {
    return this.#lacking.all({ model, after, limit }) as LackingDocument[];
  }

  /** How many documents have not all their vectors of the model, and how many passages those have. */
  lackingCounts(model: ModelId): { readonly documents: number; readonly passages: number } {
    return this.#db
      .prepare(`SELECT count(*) AS documents, coalesce(sum(passages), 0) AS passages ${LACKING}`)
      .get({ model }) as { documents: number; passages: number };
  }

  /** Passages of a document that have no vectors of the model, in reading order. */
  lackingPassages(document: DocumentId, model: ModelId): PassageId[] {
    return this.#lackingPassages.all({ document, model }) as PassageId[];
  }

  /** Whether every document has all its vectors of the model. */
  isComplete(model: ModelId): boolean {
    return model !== NO_MODEL && this.lacking(model, 0, 1).length === 0;
  }

  /** Whether near-duplicates were looked for under the model. */
  hasComparisons(model: ModelId): boolean {
    const found = this.#db.prepare('SELECT 1 FROM compared_passage WHERE model_id = ? LIMIT 1').get(model);
    return found !== undefined;
  }

  /** Models that the library holds something of, but for those to keep. */
  leftOver(keep: readonly ModelId[]): ModelId[] {
    return this.#db
      .prepare(
        `SELECT id FROM model WHERE id NOT IN (SELECT value FROM json_each(?)) AND (
           EXISTS (SELECT 1 FROM vector WHERE model_id = model.id)
           OR EXISTS (SELECT 1 FROM document_model WHERE model_id = model.id))`,
      )
      .pluck()
      .all(JSON.stringify(keep)) as ModelId[];
  }
}
