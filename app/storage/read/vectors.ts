import type { Database, Statement } from 'better-sqlite3';
import type { DocumentId, ModelId, PassageId, SentenceId, VectorId, VectorUnit } from '../ids.ts';
import { NO_MODEL, unitNumber } from '../ids.ts';

/** Vectors as columns: row i has id `ids[i]` and components `scales[i] * data[i * width + j]`. */
export interface VectorColumns {
  readonly ids: number[];
  readonly scales: Float32Array;
  readonly data: Int8Array;
}

/** Whose vector it is. `sentenceId` is null for windows of passages. */
export interface VectorOwner {
  readonly vectorId: VectorId;
  readonly passageId: PassageId;
  readonly documentId: DocumentId;
  readonly sentenceId: SentenceId | null;
}

/** Stored vectors and whose they are. */
export class VectorReader {
  readonly #after: Statement;
  readonly #owners: Record<VectorUnit, Statement>;
  readonly #ofDocuments: Record<VectorUnit, Statement>;
  readonly #ofPassages: Record<VectorUnit, Statement>;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    this.#after = db
      .prepare(
        'SELECT id, scale, data FROM vector WHERE unit = ? AND model_id = ? AND id > ? ORDER BY id LIMIT ?',
      )
      .raw();
    this.#owners = {
      sentence: db.prepare(
        `SELECT vector.id AS vectorId, passage.id AS passageId, document_id AS documentId, sentence.id AS sentenceId
         FROM json_each(?) JOIN vector ON vector.id = value JOIN sentence ON sentence.id = vector.owner_id
         JOIN passage ON passage.id = sentence.passage_id`,
      ),
      passage: db.prepare(
        `SELECT vector.id AS vectorId, passage.id AS passageId, document_id AS documentId, NULL AS sentenceId
         FROM json_each(?) JOIN vector ON vector.id = value JOIN passage ON passage.id = vector.owner_id`,
      ),
    };
    this.#ofDocuments = {
      sentence: db
        .prepare(
          `SELECT vector.id FROM json_each(:documents) JOIN passage ON passage.document_id = value
           JOIN sentence ON sentence.passage_id = passage.id
           JOIN vector ON vector.unit = 0 AND vector.owner_id = sentence.id AND vector.model_id = :model`,
        )
        .pluck(),
      passage: db
        .prepare(
          `SELECT vector.id FROM json_each(:documents) JOIN passage ON passage.document_id = value
           JOIN vector ON vector.unit = 1 AND vector.owner_id = passage.id AND vector.model_id = :model`,
        )
        .pluck(),
    };
    this.#ofPassages = {
      sentence: db
        .prepare(
          `SELECT vector.id FROM json_each(:passages) JOIN sentence ON sentence.passage_id = value
           JOIN vector ON vector.unit = 0 AND vector.owner_id = sentence.id AND vector.model_id = :model`,
        )
        .pluck(),
      passage: db
        .prepare(
          `SELECT vector.id FROM json_each(:passages)
           JOIN vector ON vector.unit = 1 AND vector.owner_id = value AND vector.model_id = :model`,
        )
        .pluck(),
    };
  }

  /** The model with this fingerprint, or NO_MODEL when the library does not know it. */
  modelId(fingerprint: string): ModelId {
    const id = this.#db.prepare('SELECT id FROM model WHERE fingerprint = ?').pluck().get(fingerprint);
    return id === undefined ? NO_MODEL : (id as ModelId);
  }

  /** Up to `limit` vectors with ids above `after`, in id order: the way to read all of them in slices. */
  after(unit: VectorUnit, model: ModelId, after: number, limit: number): VectorColumns {
    return toColumns(this.#after.all(unitNumber(unit), model, after, limit) as RawVector[]);
  }

  /** Up to `count` vectors spread evenly over the unit's ids. */
  sample(unit: VectorUnit, model: ModelId, count: number): VectorColumns {
    const rows = this.#db
      .prepare(
        `WITH numbered AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total
                           FROM vector WHERE unit = :unit AND model_id = :model)
         SELECT vector.id, scale, data FROM numbered JOIN vector USING (id)
         WHERE place % max(1, total / :count) = 0 LIMIT :count`,
      )
      .raw()
      .all({ unit: unitNumber(unit), model, count }) as RawVector[];
    return toColumns(rows);
  }

  count(unit: VectorUnit, model: ModelId): number {
    return this.#db
      .prepare('SELECT count(*) FROM vector WHERE unit = ? AND model_id = ?')
      .pluck()
      .get(unitNumber(unit), model) as number;
  }

  /** Owners of the vectors, in no particular order; ids that are gone are left out. */
  owners(unit: VectorUnit, ids: readonly number[]): VectorOwner[] {
    return this.#owners[unit].all(JSON.stringify(ids)) as VectorOwner[];
  }

  /** Ids of all vectors of the documents, for a search restricted to them. */
  ofDocuments(unit: VectorUnit, model: ModelId, documents: readonly DocumentId[]): VectorId[] {
    return this.#ofDocuments[unit].all({ documents: JSON.stringify(documents), model }) as VectorId[];
  }

  /** Ids of all vectors of the passages, for a search restricted to them. */
  ofPassages(unit: VectorUnit, model: ModelId, passages: readonly PassageId[]): VectorId[] {
    return this.#ofPassages[unit].all({ passages: JSON.stringify(passages), model }) as VectorId[];
  }

  /** Cosines of random sentence pairs of this library, ascending. */
  randomPairCosines(model: ModelId): Float64Array {
    const rows = this.#db
      .prepare('SELECT cosine FROM random_pair_sample WHERE model_id = ? ORDER BY cosine')
      .pluck()
      .all(model) as number[];
    return Float64Array.from(rows);
  }
}

type RawVector = [id: number, scale: number, data: Buffer];

function toColumns(rows: readonly RawVector[]): VectorColumns {
  const width = rows[0]?.[2].length ?? 0;
  const data = new Int8Array(rows.length * width);
  for (const [row, [, , blob]] of rows.entries()) {
    data.set(new Int8Array(blob.buffer, blob.byteOffset, blob.length), row * width);
  }
  return { ids: rows.map(([id]) => id), scales: Float32Array.from(rows, ([, scale]) => scale), data };
}
