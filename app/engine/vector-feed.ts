import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import { openForReading } from '../storage/connection.ts';
import type { ModelId, VectorUnit } from '../storage/ids.ts';
import { type OwnedVector, VectorReader } from '../storage/read/vectors.ts';
import type { VectorIndex } from '../vector-index/index.ts';

/** Vectors read or removed before others get their turn: some milliseconds. */
const SLICE_ROWS = 2_000;

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

  /** Adds what was stored since the last call. */
  async readNew(fed: FedIndex): Promise<void> {
    for (;;) {
      const rows = this.#reader.after(fed.unit, this.#model, fed.lastId, SLICE_ROWS);
      const last = rows.ids.at(-1);
      if (last === undefined) return;
      fed.index.add(rows);
      fed.lastId = last;
      if (rows.ids.length < SLICE_ROWS) return;
      await nextTurn();
    }
  }

  async remove({ index }: FedIndex, ids: readonly number[]): Promise<void> {
    for (let start = 0; start < ids.length; start += SLICE_ROWS) {
      if (start > 0) await nextTurn();
      index.remove(ids.slice(start, start + SLICE_ROWS));
    }
  }

  /** Removes what the database no longer holds. */
  async dropGone(fed: FedIndex): Promise<void> {
    const gone = new Set(fed.index.ids());
    let last: OwnedVector | undefined = { ownerId: 0, id: 0 };
    while (last) {
      const slice: OwnedVector[] = this.#reader.inUse(fed.unit, last, SLICE_ROWS);
      for (const { id } of slice) gone.delete(id);
      last = slice.at(-1);
      await nextTurn();
    }
    await this.remove(fed, [...gone]);
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
