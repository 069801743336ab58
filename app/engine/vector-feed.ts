import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { openForReading } from '../storage/connection.ts';
import type { ModelId, VectorUnit } from '../storage/ids.ts';
import { type OwnedVector, VectorReader } from '../storage/read/vectors.ts';
import type { VectorIndex, VectorRows } from '../vector-index/index.ts';

/** Vectors read or removed before others get their turn: some milliseconds. */
const SLICE_ROWS = 2_000;
/** Vectors that are compared with the database: so many of all, and the last of them. */
const COMPARED = 32;

/** An index and how far it was read. */
export interface FedIndex {
  readonly unit: VectorUnit;
  readonly index: VectorIndex;
  /** Ids only ever grow, so what is new stands behind this one. */
  lastId: number;
}

/** How many vectors an index holds, and how many it should. */
export interface VectorCounts {
  readonly held: number;
  readonly stored: number;
}

/**
 * Brings an index up to date with the database, in slices that searches come between. Calls for the same index must not
 * overlap.
 */
export class VectorFeed implements Disposable {
  readonly #model: ModelId;
  readonly #db: Database;
  readonly #reader: VectorReader;

  constructor(libraryDir: string, model: ModelId) {
    this.#model = model;
    this.#db = openForReading(libraryDir);
    this.#reader = new VectorReader(this.#db);
  }

  /** Adds what was stored since the last call. @returns how many. */
  async readNew(fed: FedIndex): Promise<number> {
    for (let added = 0; ; await nextTurn()) {
      const rows = this.#reader.after(fed.unit, this.#model, fed.lastId, SLICE_ROWS);
      fed.index.add(rows);
      fed.lastId = rows.ids.at(-1) ?? fed.lastId;
      added += rows.ids.length;
      if (rows.ids.length < SLICE_ROWS) return added;
    }
  }

  /** Whether some of the vectors of an index that was not filled from here are what the database holds under their ids. */
  agrees({ index }: FedIndex): boolean {
    const { vectors } = index.status();
    const step = Math.max(1, Math.floor(vectors / COMPARED));
    const spread = Array.from({ length: Math.min(COMPARED, vectors) }, (_, i) => index.rows(i * step, 1));
    // A database that was put back from a copy gives the last ids to other vectors.
    const sample = [...spread, index.rows(Math.max(0, vectors - COMPARED), COMPARED)];
    return sample.every((rows) => {
      const held = new Map(Array.from(rows.ids, (id, row) => [id, vectorAt(rows, row)]));
      const stored = this.#reader.byIds([...held.keys()]);
      return stored.ids.every((id, row) => held.get(id)?.equals(vectorAt(stored, row)));
    });
  }

  /**
   * Whether the indexes of all units hold what the database does. Ids only ever grow and vectors never change, so after
   * {@link readNew} the numbers are equal if nothing is gone.
   */
  isWhole(all: readonly FedIndex[]): boolean {
    const held = all.reduce((sum, { index }) => sum + index.status().vectors, 0);
    return held === this.#reader.countOfModel(this.#model);
  }

  async remove({ index }: FedIndex, ids: readonly number[]): Promise<void> {
    for (let start = 0; start < ids.length; start += SLICE_ROWS) {
      if (start > 0) await nextTurn();
      index.remove(ids.slice(start, start + SLICE_ROWS));
    }
  }

  /** Removes what the database no longer holds. @returns how many. */
  async dropGone(fed: FedIndex): Promise<number> {
    const gone = new Set(fed.index.ids());
    let last: OwnedVector | undefined = { ownerId: 0, id: 0 };
    while (last) {
      const slice: OwnedVector[] = this.#reader.inUse(fed.unit, last, SLICE_ROWS);
      for (const { id } of slice) gone.delete(id);
      last = slice.at(-1);
      await nextTurn();
    }
    await this.remove(fed, [...gone]);
    return gone.size;
  }

  /** Brings the index up to date, then counts on both sides, all at one moment of the database. */
  async compare(fed: FedIndex): Promise<VectorCounts> {
    this.#db.exec('BEGIN');
    try {
      await this.dropGone(fed);
      await this.readNew(fed);
      return { held: fed.index.status().vectors, stored: this.#reader.count(fed.unit, this.#model) };
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }
}

/** Components and scale. */
function vectorAt({ scales, data, ids }: VectorRows, row: number): Buffer {
  const width = data.length / ids.length;
  const scale = Buffer.from(Float32Array.of(scales[row]!).buffer);
  return Buffer.concat([scale, new Uint8Array(data.slice(row * width, (row + 1) * width).buffer)]);
}
