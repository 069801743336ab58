import type { GraphIdentity } from './graph-cache.ts';
import { GraphKeeper, type LoadOutcome } from './graph-keeper.ts';
import { type Hnswlib, loadHnswlib } from './hnswlib.ts';
import type { RecallVerdict } from './recall-trial.ts';
import { type Neighbours, type VectorRows, VectorSet } from './vector-set.ts';

/** Up to this many vectors of width 384, scanning all of them takes three milliseconds. */
const EXACT_LIMIT = 100_000;
/** Below this share of the limit a graph is given up again. */
const HYSTERESIS = 0.5;
/** How far a search of the graph is widened for the sake of a filter. */
const MAX_FILTER_BREADTH = 2_000;
/** A graph that was found poor is tried again when the vectors have become this many times as many. */
const RETRY_GROWTH = 2;

export interface VectorIndexOptions {
  /** Vectors of different models never meet in one index or file. */
  readonly modelId: string;
  /** What a vector stands for, in lower-case letters; names the files. */
  readonly unit: string;
  readonly width: number;
  /** Up to this many vectors there is no graph. */
  readonly exactLimit?: number;
  /** How to come by hnswlib; null where it is missing. */
  readonly loadLibrary?: () => Promise<Hnswlib | null>;
}

/** `exact`: every search scans. `building`: it still does, until the graph is whole and proven. `hnsw`: it need not. */
export type VectorStage = 'exact' | 'building' | 'hnsw';

export interface VectorIndexStatus {
  readonly stage: VectorStage;
  readonly vectors: number;
  /** Vectors that wait to enter the graph. */
  readonly pending: number;
  /** Points of the graph; repeated vectors share one. */
  readonly points: number;
  readonly bytes: number;
  /** Breadth of the searches in the graph, and the recall@10 measured with it. */
  readonly verdict: RecallVerdict | null;
  /** Why there is no graph although there are enough vectors for one. */
  readonly withoutGraph: 'no-library' | 'low-recall' | null;
}

/**
 * Nearest vectors by cosine, kept by id: whole numbers from 1 to 2³² − 1, never used again for another vector. All
 * vectors are in memory and every score is exact; with many of them a graph chooses which to score. The graph is built
 * by {@link work} in slices while exact search answers, serves once its recall was measured, and is saved as a cache.
 */
export class VectorIndex {
  readonly #identity: GraphIdentity;
  readonly #exactLimit: number;
  readonly #library: Hnswlib | null;
  readonly #set: VectorSet;
  #keeper: GraphKeeper | null = null;
  #poorAt = 0;

  private constructor(identity: GraphIdentity, exactLimit: number, library: Hnswlib | null) {
    this.#identity = identity;
    this.#exactLimit = exactLimit;
    this.#library = library;
    this.#set = new VectorSet(identity.dimensions);
  }

  static async open(options: VectorIndexOptions): Promise<VectorIndex> {
    const { modelId, unit, width, exactLimit = EXACT_LIMIT, loadLibrary = loadHnswlib } = options;
    if (!/^[a-z]+$/.test(unit)) throw new RangeError(`A unit is named in lower-case letters, got "${unit}"`);
    return new VectorIndex({ modelId, unit, dimensions: width }, exactLimit, await loadLibrary());
  }

  status(): VectorIndexStatus {
    const keeper = this.#keeper;
    return {
      stage: keeper?.serves ? 'hnsw' : this.#wantsGraph() ? 'building' : 'exact',
      vectors: this.#set.size,
      pending: keeper?.pending ?? 0,
      points: keeper?.points ?? 0,
      bytes: this.#set.bytes + (keeper?.bytes ?? 0),
      verdict: keeper?.verdict ?? null,
      withoutGraph: this.#withoutGraph(),
    };
  }

  /** The ids that are held; do not change the index while going through them. */
  ids(): IterableIterator<number> {
    return this.#set.ids();
  }

  /** Adds vectors; ids that are held already are left as they are. They are found at once. */
  add(rows: VectorRows): void {
    const added = this.#set.add(rows);
    this.#keeper?.added(added);
  }

  /** Removes vectors; ids that are not held are passed over. They are not found any more. */
  remove(ids: readonly number[]): void {
    const held = ids.filter((id) => this.#set.has(id));
    this.#keeper?.removing(held);
    this.#set.remove(held);
  }

  /**
   * The k nearest of all vectors, or of those among `allowed`.
   * @param query  a unit vector of the index's width.
   */
  search(query: Float32Array, k: number, allowed?: ArrayLike<number>): Neighbours {
    const keeper = this.#keeper?.serves ? this.#keeper : null;
    if (allowed !== undefined) return this.#searchAmong(query, k, allowed, keeper);
    return this.#set.search(query, k, keeper?.candidates(query, k));
  }

  /**
   * Does one slice of pending work on the graph. Call it again and again, letting searches in between, until false.
   * @param budgetMs  the slice ends with the first step that passes it; a step takes a millisecond, later, while
   *   the recall is measured, a few milliseconds per 100,000 vectors.
   * @returns whether more is pending. While {@link save} runs, nothing is done and work may stay pending.
   */
  work(budgetMs: number): boolean {
    if (this.#set.size < this.#exactLimit * HYSTERESIS) this.#keeper = null;
    if (this.#library === null || !this.#wantsGraph()) return false;
    this.#keeper ??= GraphKeeper.create(this.#library, this.#set, this.#identity);
    const result = this.#keeper.work(performance.now() + budgetMs);
    if (result === 'poor') {
      if (!this.#keeper.fromFiles) this.#poorAt = this.#set.size;
      this.#keeper = null;
    }
    return result === 'more' || this.#wantsGraph() !== (this.#keeper !== null);
  }

  /** Saves the graph, if there is one, into a folder. @throws DomainError `index.not-saved`. */
  async save(dir: string): Promise<void> {
    await this.#keeper?.save(dir);
  }

  /**
   * Takes up the graph saved in a folder. Call it once all vectors are added and before the first {@link work}; after
   * it, work() catches up with the difference and measures the recall again, while exact search answers.
   */
  async load(dir: string): Promise<LoadOutcome> {
    if (this.#library === null || this.#set.size < this.#exactLimit) return { outcome: 'absent' };
    const { keeper, ...outcome } = await GraphKeeper.load(this.#library, this.#set, this.#identity, dir);
    this.#keeper = keeper ?? null;
    return outcome;
  }

  #searchAmong(
    query: Float32Array,
    k: number,
    allowed: ArrayLike<number>,
    keeper: GraphKeeper | null,
  ): Neighbours {
    const ids = Float64Array.from(allowed);
    const breadth = Math.ceil((2 * k * this.#set.size) / ids.length);
    if (keeper === null || ids.length <= this.#exactLimit || breadth > MAX_FILTER_BREADTH) {
      return this.#set.search(query, k, ids);
    }
    const allowedIds = new Set(ids);
    const candidates = keeper.candidates(query, k, breadth).filter((id) => allowedIds.has(id));
    return this.#set.search(query, k, candidates.length >= k ? candidates : ids);
  }

  #wantsGraph(): boolean {
    if (this.#library === null || this.#isPoor()) return false;
    return this.#keeper !== null || this.#set.size >= this.#exactLimit;
  }

  #withoutGraph(): VectorIndexStatus['withoutGraph'] {
    if (this.#set.size < this.#exactLimit) return null;
    if (this.#library === null) return 'no-library';
    return this.#isPoor() ? 'low-recall' : null;
  }

  #isPoor(): boolean {
    return this.#set.size < this.#poorAt * RETRY_GROWTH;
  }
}
