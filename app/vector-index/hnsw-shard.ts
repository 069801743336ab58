import type { HierarchicalNSW } from 'hnswlib-node';
import type { Hnswlib } from './hnswlib.ts';
import { MAX_ALLOCATION_BYTES } from './vector-set.ts';

/**
 * Links per element and breadth of the search for them (Malkov and Yashunin, 1603.09320, section 4.1). Chosen on
 * sentences of real notes, which are harder than made-up clusters: docs/decisions/0004-hnsw-beside-sqlite.md.
 */
export const M = 24;
export const EF_CONSTRUCTION = 400;

const MIN_CAPACITY = 4096;
const GROWTH = 1.5;
const RANDOM_SEED = 100;

/** Bytes of one element on the graph's ground level: links, components, label. */
export function elementBytes(width: number): number {
  return 4 + 2 * M * 4 + width * 4 + 8;
}

function maxElements(width: number): number {
  return Math.floor(MAX_ALLOCATION_BYTES / elementBytes(width));
}

/**
 * One graph of hnswlib, no piece of it above {@link MAX_ALLOCATION_BYTES}. Removed labels are marked in the graph, not
 * taken out. A mark set while the file is being written would tear the file, so marks wait until then.
 */
export class HnswShard {
  readonly #index: HierarchicalNSW;
  readonly #live: Set<number>;
  readonly #marked: number[];
  readonly #unmarked: number[] = [];
  readonly #maxElements: number;
  #writing = false;
  #revision = 0;

  private constructor(index: HierarchicalNSW, width: number, live: Set<number>, marked: number[]) {
    this.#index = index;
    this.#live = live;
    this.#marked = marked;
    this.#maxElements = maxElements(width);
  }

  /** @param expected  how many elements will come soon: growing later copies the graph. */
  static create(library: Hnswlib, width: number, expected: number): HnswShard {
    const index = new library.HierarchicalNSW('ip', width);
    index.initIndex({
      maxElements: Math.min(Math.max(MIN_CAPACITY, expected), maxElements(width)),
      m: M,
      efConstruction: EF_CONSTRUCTION,
      randomSeed: RANDOM_SEED,
    });
    return new HnswShard(index, width, new Set(), []);
  }

  /** Reads what {@link write} wrote. hnswlib trusts a file blindly: verify it first (graph-cache.ts). */
  static async read(
    library: Hnswlib,
    width: number,
    path: string,
    marked: readonly number[],
  ): Promise<HnswShard> {
    const index = new library.HierarchicalNSW('ip', width);
    await index.readIndex(path);
    const live = new Set(index.getIdsList());
    for (const label of marked) live.delete(label);
    return new HnswShard(index, width, live, [...marked]);
  }

  /** Labels that a search may find. */
  get live(): ReadonlySet<number> {
    return this.#live;
  }

  /** Labels that are in the graph but removed. */
  get marked(): readonly number[] {
    return this.#marked;
  }

  get count(): number {
    return this.#index.getCurrentCount();
  }

  get full(): boolean {
    return this.count >= this.#maxElements;
  }

  get writing(): boolean {
    return this.#writing;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.#revision;
  }

  get bytes(): number {
    return this.#index.getMaxElements() * elementBytes(this.#index.getNumDimensions());
  }

  /** Not while the shard is full or being written. */
  add(label: number, vector: Float32Array): void {
    const capacity = this.#index.getMaxElements();
    if (this.count === capacity)
      this.#index.resizeIndex(Math.min(Math.ceil(capacity * GROWTH), this.#maxElements));
    this.#index.addPoint(Array.from(vector), label);
    this.#live.add(label);
    this.#revision++;
  }

  /** False when the label is not here. */
  remove(label: number): boolean {
    if (!this.#live.delete(label)) return false;
    this.#unmarked.push(label);
    this.#revision++;
    this.#markRemoved();
    return true;
  }

  /** At most `ef` labels near the query, nearest first; while the shard is written, removed ones may be among them. */
  search(query: number[], ef: number): number[] {
    if (this.#live.size === 0) return [];
    this.#index.setEf(ef);
    return this.#index.searchKnn(query, Math.min(ef, this.count)).neighbors;
  }

  /** The vector of a live label as the graph has it. */
  vector(label: number): number[] {
    return this.#index.getPoint(label);
  }

  /** Writes the graph to a file; searching goes on meanwhile. */
  async write(path: string): Promise<void> {
    this.#writing = true;
    try {
      await this.#index.writeIndex(path);
    } finally {
      this.#writing = false;
      this.#markRemoved();
    }
  }

  #markRemoved(): void {
    if (this.#writing) return;
    for (const label of this.#unmarked.splice(0)) {
      this.#index.markDelete(label);
      this.#marked.push(label);
    }
  }
}
