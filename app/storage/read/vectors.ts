import type { Database, Statement } from 'better-sqlite3';
import type { DocumentId, ModelId, PassageId, SentenceId, VectorId, VectorUnit } from '../ids.ts';
import { unitNumber } from '../ids.ts';
import type { PassageVectors, StoredVector } from '../write/drafts.ts';
import { isSealedSample, type RawSample } from './figure-rows.ts';

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

/** Where a vector stands in the order of owners. */
export interface OwnedVector {
  readonly ownerId: number;
  readonly id: number;
}

/** Stored vectors and whose they are. */
export class VectorReader {
  readonly #after: Statement;
  readonly #inUse: Statement;
  readonly #sampled: Statement;
  readonly #byIds: Statement;
  readonly #owners: Record<VectorUnit, Statement>;
  readonly #ofDocuments: Record<VectorUnit, Statement>;
  readonly #ofPassages: Record<VectorUnit, Statement>;
  readonly #windowsOf: Statement;
  readonly #sentencesOf: Statement;
  readonly #sample: Statement;
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
    // The plus signs keep SQLite from sorting the whole unit for the sake of vector_by_owner, and from seeking each row.
    this.#after = db
      .prepare(
        'SELECT id, scale, data FROM vector WHERE +unit = ? AND +model_id = ? AND id > ? ORDER BY id LIMIT ?',
      )
      .raw();
    this.#inUse = db.prepare(
      `SELECT owner_id AS ownerId, id FROM vector
       WHERE unit = ? AND (owner_id, id) > (?, ?) ORDER BY owner_id, id LIMIT ?`,
    );
    // The least hash stands for texts that differ in white space alone; min() brings the rest of its row along.
    this.#sampled = db.prepare(
      `WITH sampled AS (
         SELECT text_key, min(hash), id FROM passage WHERE text_key > :after AND EXISTS (
           SELECT 1 FROM sentence CROSS JOIN vector ON unit = 0 AND owner_id = sentence.id AND +model_id = :model
           WHERE passage_id = passage.id)
         GROUP BY text_key ORDER BY text_key LIMIT :limit)
       SELECT sampled.id AS passage, text_key AS key, vector.id FROM sampled
       CROSS JOIN sentence ON passage_id = sampled.id
       CROSS JOIN vector ON unit = 0 AND owner_id = sentence.id AND +model_id = :model
       ORDER BY text_key, sentence.ordinal`,
    );
    this.#byIds = db
      .prepare(
        'SELECT vector.id, scale, data FROM json_each(?) JOIN vector ON vector.id = value ORDER BY vector.id',
      )
      .raw();
    this.#sample = db.prepare('SELECT * FROM random_pair_sample WHERE model_id = ?');
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
    // CROSS JOIN keeps the order: SQLite would read every vector first and walk through the list for each.
    this.#ofDocuments = {
      sentence: db
        .prepare(
          `SELECT vector.id FROM json_each(:documents) CROSS JOIN passage ON passage.document_id = value
           CROSS JOIN sentence ON sentence.passage_id = passage.id
           CROSS JOIN vector ON vector.unit = 0 AND vector.owner_id = sentence.id AND +vector.model_id = :model`,
        )
        .pluck(),
      passage: db
        .prepare(
          `SELECT vector.id FROM json_each(:documents) CROSS JOIN passage ON passage.document_id = value
           CROSS JOIN vector ON vector.unit = 1 AND vector.owner_id = passage.id AND +vector.model_id = :model`,
        )
        .pluck(),
    };
    this.#windowsOf = db
      .prepare(
        'SELECT scale, data FROM vector WHERE unit = 1 AND owner_id = ? AND +model_id = ? ORDER BY "window"',
      )
      .raw();
    this.#sentencesOf = db
      .prepare(
        `SELECT scale, data FROM sentence LEFT JOIN vector
           ON unit = 0 AND owner_id = sentence.id AND +model_id = :model
         WHERE passage_id = :passage ORDER BY ordinal`,
      )
      .raw();
    this.#ofPassages = {
      sentence: db
        .prepare(
          `SELECT vector.id FROM json_each(:passages) CROSS JOIN sentence ON sentence.passage_id = value
           CROSS JOIN vector ON vector.unit = 0 AND vector.owner_id = sentence.id AND +vector.model_id = :model`,
        )
        .pluck(),
      passage: db
        .prepare(
          `SELECT vector.id FROM json_each(:passages)
           CROSS JOIN vector ON vector.unit = 1 AND vector.owner_id = value AND +vector.model_id = :model`,
        )
        .pluck(),
    };
  }

  /** The lowest id of the model's vectors, and the highest; null where it has none. */
  idsOfModel(model: ModelId): { readonly first: number; readonly last: number } | null {
    const end = (which: 'min' | 'max') =>
      this.#db.prepare(`SELECT ${which}(id) FROM vector WHERE model_id = ?`).pluck().get(model);
    const [first, last] = [end('min'), end('max')] as [number | null, number | null];
    return first === null || last === null ? null : { first, last };
  }

  /** Up to `limit` vectors with ids above `after`, in id order: the way to read all of them in slices. */
  after(unit: VectorUnit, model: ModelId, after: number, limit: number): VectorColumns {
    return toColumns(this.#after.all(unitNumber(unit), model, after, limit) as RawVector[]);
  }

  /**
   * Up to `limit` vectors of all models behind `after`, in the order of their owners: that order stands in an index
   * without the vectors themselves, so reading all of it is quick.
   */
  inUse(unit: VectorUnit, after: OwnedVector, limit: number): OwnedVector[] {
    return this.#inUse.all(unitNumber(unit), after.ownerId, after.id, limit) as OwnedVector[];
  }

  /**
   * Up to `count` sentence vectors of the model: those of the passages whose keys come first, one of each before a second
   * of any. Keys are hashes of texts, so it is a random sample, in which copies count once, and the same for the same
   * texts wherever they stand and whenever they were stored. Takes as long in a large library as in a small one. Yields
   * where others may have their turn.
   */
  *sampleSentences(model: ModelId, count: number): Generator<void, VectorColumns> {
    const passages: SampledSentence[][] = [];
    for (let after: Buffer = Buffer.alloc(0); passages.length < count; ) {
      const page = this.#sampled.all({ model, after, limit: SAMPLED_PASSAGES }) as SampledSentence[];
      passages.push(...Map.groupBy(page, ({ passage }) => passage).values());
      if (page.length === 0) break;
      after = page.at(-1)!.key;
      yield;
    }
    const ids = inTurns(passages, count);
    yield;
    return inOrder(ids, this.byIds(ids));
  }

  /** The vectors with these ids, in id order; ids that are gone are left out. */
  byIds(ids: readonly number[]): VectorColumns {
    return toColumns(this.#byIds.all(JSON.stringify(ids)) as RawVector[]);
  }

  count(unit: VectorUnit, model: ModelId): number {
    return this.#db
      .prepare('SELECT count(*) FROM vector WHERE unit = ? AND model_id = ?')
      .pluck()
      .get(unitNumber(unit), model) as number;
  }

  /** Of all units. An index of its own holds the answer, so it takes milliseconds. */
  countOfModel(model: ModelId): number {
    return this.#db.prepare('SELECT count(*) FROM vector WHERE model_id = ?').pluck().get(model) as number;
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

  /** The vectors of one passage and its sentences under a model; null where it has none. */
  ofPassage(passage: PassageId, model: ModelId): PassageVectors | null {
    const windows = this.#windowsOf.all(passage, model) as RawStored[];
    if (windows.length === 0) return null;
    const sentences = this.#sentencesOf.all({ passage, model }) as (RawStored | [null, null])[];
    return {
      sentences: sentences.map(([scale, blob]) => (scale === null ? null : toStored([scale, blob]))),
      windows: windows.map(toStored),
    };
  }

  /**
   * Cosines of random sentence pairs of this library, ascending: none before a sample was drawn, null where it is not as
   * it was stored.
   */
  randomPairCosines(model: ModelId): Float64Array | null {
    const row = this.#sample.get(model) as RawSample | undefined;
    if (row === undefined) return new Float64Array();
    return isSealedSample(row) ? new Float64Array(Uint8Array.from(row.cosines).buffer) : null;
  }
}

/** Passages that are sampled at a time: some milliseconds. */
const SAMPLED_PASSAGES = 250;

interface SampledSentence {
  readonly passage: number;
  readonly key: Buffer;
  readonly id: number;
}

type RawStored = [scale: number, data: Buffer];

function toStored([scale, blob]: RawStored): StoredVector {
  return { scale, data: new Int8Array(blob.buffer, blob.byteOffset, blob.length) };
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

/** One sentence of each passage, then a second of each, until it is enough; the key says which is the first. */
function inTurns(passages: readonly SampledSentence[][], count: number): number[] {
  const most = passages.reduce((length, own) => Math.max(length, own.length), 0);
  const ids: number[] = [];
  for (let turn = 0; turn < most && ids.length < count; turn++) {
    const having = passages.filter((own) => turn < own.length);
    ids.push(...having.map((own) => own[(turn + own[0]!.key[0]!) % own.length]!.id));
  }
  return ids.slice(0, count);
}

/** The same vectors in the order of the ids; those that went meanwhile are left out. */
function inOrder(wanted: readonly number[], { ids: sorted, scales, data }: VectorColumns): VectorColumns {
  const width = data.length / Math.max(1, sorted.length);
  const rowOf = new Map(sorted.map((id, row) => [id, row]));
  const ids = wanted.filter((id) => rowOf.has(id));
  const rows = ids.map((id) => rowOf.get(id)!);
  const ordered = new Int8Array(data.length);
  for (const [at, row] of rows.entries())
    ordered.set(data.subarray(row * width, (row + 1) * width), at * width);
  return { ids, scales: Float32Array.from(rows, (row) => scales[row]!), data: ordered };
}
