import { join } from 'node:path';
import { VECTOR_UNITS, type VectorUnit } from '../storage/ids.ts';
import {
  readSnapshot,
  type SnapshotIdentity,
  type SnapshotState,
  type VectorRows,
  writeSnapshot,
} from '../vector-index/index.ts';
import type { FedIndex, VectorFeed } from './vector-feed.ts';

const FILE = 'all.vectors';
/** Fewer vectors are read from the database in no time. */
const FEWEST_VECTORS = 20_000;
/** The file is written again when this share of the vectors has changed: that much the next start reads as well. */
const STALE_SHARE = 0.1;

export type FedIndexes = Record<VectorUnit, FedIndex>;

/** The vectors that a start takes up from a file, to read from the database only what the file lacks. */
export class VectorSnapshot {
  readonly #path: string;
  readonly #identity: SnapshotIdentity;
  readonly #fewest: number;
  /** Vectors that were added or removed since the file was written; infinite without one. */
  #changed = Number.POSITIVE_INFINITY;
  /** Counts changes, so that a file that is being written while one comes is given up. */
  #changes = 0;

  /**
   * @param model  names the model in the file.
   * @param fewest  with fewer vectors, none is written.
   */
  constructor(
    cacheDir: string,
    model: { readonly fingerprint: string; readonly width: number },
    fewest = FEWEST_VECTORS,
  ) {
    this.#fewest = fewest;
    this.#path = join(cacheDir, FILE);
    this.#identity = { modelId: model.fingerprint, dimensions: model.width, units: VECTOR_UNITS };
  }

  /**
   * Fills empty indexes from the file.
   * @returns whether they may be used; if not, they hold anything and are worth nothing.
   */
  async takeUp(fed: FedIndexes, feed: VectorFeed): Promise<boolean> {
    const found = await this.#read((unit, rows) => fed[unit].index.add(rows));
    if (found.state !== 'good') return found.state === 'absent';
    for (const { unit, lastId } of found.units) fed[unit as VectorUnit].lastId = lastId;
    if (!VECTOR_UNITS.every((unit) => feed.agrees(fed[unit]))) return false;
    this.#changed = 0;
    return true;
  }

  /** To be told how many vectors were added and removed. */
  noteChanges(count: number): void {
    this.#changed += count;
    this.#changes++;
  }

  /** Writes the file where that is worth its while; a change that comes meanwhile ends it. @throws Error of the file system */
  async save(fed: FedIndexes): Promise<void> {
    const held = VECTOR_UNITS.map((unit) => fed[unit].index.status().vectors);
    const total = held.reduce((sum, count) => sum + count, 0);
    if (total < this.#fewest || this.#changed < total * STALE_SHARE) return;
    const begun = this.#changes;
    const parts = VECTOR_UNITS.map((unit, i) => {
      const { index, lastId } = fed[unit];
      return { unit, count: held[i]!, lastId, rows: index.rows.bind(index) };
    });
    const isWritten = await writeSnapshot(this.#path, this.#identity, parts, () => this.#changes === begun);
    if (isWritten) this.#changed = 0;
  }

  /** Reads and verifies the whole file. */
  examine(): Promise<SnapshotState> {
    return this.#read(() => {});
  }

  /** To be told that the file was deleted. */
  noteDeleted(): void {
    this.#changed = Number.POSITIVE_INFINITY;
  }

  #read(take: (unit: VectorUnit, rows: VectorRows) => void): Promise<SnapshotState> {
    return readSnapshot(this.#path, this.#identity, (unit, rows) => take(unit as VectorUnit, rows));
  }
}
