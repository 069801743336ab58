import { CodeKeeper } from './code-keeper.ts';
import type { GraphIdentity } from './graph-cache.ts';
import { GraphKeeper, type LoadOutcome } from './graph-keeper.ts';
import { type Hnswlib, loadHnswlib } from './hnswlib.ts';
import type { RecallVerdict } from './recall-trial.ts';
import { MOST_COMPONENTS } from './sign-codes.ts';
import { type Neighbours, type VectorRows, VectorSet } from './vector-set.ts';

/** From so many vectors on, codes and graphs are worth their while: docs/decisions/0014-sign-codes.md. */
const CODES_FROM = 10_000;
const GRAPH_FROM = 700_000;
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
  /** From this many vectors on, searches go through codes; with fewer, they scan all vectors. */
  readonly codesFrom?: number;
  /** From this many vectors on, a graph is built over them. */
  readonly graphFrom?: number;
  /** How to come by hnswlib; null where it is missing. */
  readonly loadLibrary?: () => Promise<Hnswlib | null>;
}

/**
 * `exact`: every search scans all vectors. `codes`: it scans their codes, and scores the vectors whose codes are near.
 * `building`: one of the two, until the graph is whole and proven. `hnsw`: the graph tells which vectors to score.
 */
export type VectorStage = 'exact' | 'codes' | 'building' | 'hnsw';

export interface VectorIndexStatus {
  readonly stage: VectorStage;
  readonly vectors: number;
  /** Vectors that wait to enter the graph. */
  readonly pending: number;
  /** Points of the graph; repeated vectors share one. */
  readonly points: number;
  readonly bytes: number;
  /** Breadth of the searches in the graph, or else through the codes, and the recall@10 measured with it. */
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
  readonly #codesFrom: number;
  readonly #graphFrom: number;
  readonly #library: Hnswlib | null;
  readonly #set: VectorSet;
  readonly #codes: CodeKeeper;
  #keeper: GraphKeeper | null = null;
  #poorAt = 0;

  private constructor(
    identity: GraphIdentity,
    codesFrom: number,
    graphFrom: number,
    library: Hnswlib | null,
  ) {
    this.#identity = identity;
    this.#codesFrom = codesFrom;
    this.#graphFrom = graphFrom;
    this.#library = library;
    this.#set = new VectorSet(identity.dimensions);
    this.#codes = new CodeKeeper(this.#set);
  }

  static async open(options: VectorIndexOptions): Promise<VectorIndex> {
    const { modelId, unit, width, codesFrom = CODES_FROM, graphFrom = GRAPH_FROM } = options;
    const { loadLibrary = loadHnswlib } = options;
    if (!/^[a-z]+$/.test(unit)) throw new RangeError(`A unit is named in lower-case letters, got "${unit}"`);
    return new VectorIndex(
      { modelId, unit, dimensions: width },
      width > MOST_COMPONENTS ? Number.POSITIVE_INFINITY : codesFrom,
      graphFrom,
      await loadLibrary(),
    );
  }

  status(): VectorIndexStatus {
    const keeper = this.#keeper;
    return {
      stage: this.#stage(),
      vectors: this.#set.size,
      pending: keeper?.pending ?? 0,
      points: keeper?.points ?? 0,
      bytes: this.#set.bytes + (keeper?.bytes ?? 0),
      verdict: keeper?.verdict ?? this.#codes.verdict,
      withoutGraph: this.#withoutGraph(),
    };
  }

  /** The ids that are held; do not change the index while going through them. */
  ids(): IterableIterator<number> {
    return this.#set.ids();
  }

  /** Copies of up to `count` vectors from a position on: all of them, step by step, while the index does not change. */
  rows(from: number, count: number): VectorRows {
    return this.#set.rows(from, count);
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
    if (keeper === null && this.#codes.serves) return this.#codes.search(query, k);
    return this.#set.search(query, k, keeper?.candidates(query, k));
  }

  /**
   * Does one slice of pending work on codes and graph. Call it again and again, letting searches in between, until false.
   * @param budgetMs  the slice ends with the first step that passes it; a step takes a millisecond, later, while
   *   the recall is measured, a few milliseconds per 100,000 vectors.
   * @returns whether more is pending. While {@link save} runs, nothing is done and work may stay pending.
   */
  work(budgetMs: number): boolean {
    const deadline = performance.now() + budgetMs;
    if (this.#set.size >= this.#codesFrom && this.#codes.work(deadline)) return true;
    if (this.#set.size < this.#graphFrom * HYSTERESIS) this.#keeper = null;
    if (this.#library === null || !this.#wantsGraph()) return false;
    this.#keeper ??= GraphKeeper.create(this.#library, this.#set, this.#identity);
    const result = this.#keeper.work(deadline);
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
    if (this.#library === null || this.#set.size < this.#graphFrom) return { outcome: 'absent' };
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
    if (keeper === null || ids.length <= this.#graphFrom || breadth > MAX_FILTER_BREADTH) {
      return this.#set.search(query, k, ids);
    }
    const allowedIds = new Set(ids);
    const candidates = keeper.candidates(query, k, breadth).filter((id) => allowedIds.has(id));
    return this.#set.search(query, k, candidates.length >= k ? candidates : ids);
  }

  #stage(): VectorStage {
    if (this.#keeper?.serves) return 'hnsw';
    if (this.#wantsGraph()) return 'building';
    return this.#codes.serves ? 'codes' : 'exact';
  }

  #wantsGraph(): boolean {
    if (this.#library === null || this.#isPoor()) return false;
    return this.#keeper !== null || this.#set.size >= this.#graphFrom;
  }

  #withoutGraph(): VectorIndexStatus['withoutGraph'] {
    if (this.#set.size < this.#graphFrom) return null;
    if (this.#library === null) return 'no-library';
    return this.#isPoor() ? 'low-recall' : null;
  }

  #isPoor(): boolean {
    return this.#set.size < this.#poorAt * RETRY_GROWTH;
  }
}
