import { checkGraphCache, type GraphIdentity, readShards } from './graph-cache.ts';
import { GraphWriter } from './graph-writer.ts';
import { HnswGraph } from './hnsw-graph.ts';
import type { Hnswlib } from './hnswlib.ts';
import { RecallTrial, type RecallVerdict } from './recall-trial.ts';
import type { Neighbours, VectorSet } from './vector-set.ts';

/** Vectors that wait for the graph are scanned beside it, up to this many. */
const MAX_PENDING_BESIDE_GRAPH = 5_000;
/** Breadths (hnswlib's `ef`) that are tried. */
const BREADTHS = [64, 100, 160, 250, 400, 600, 800];
/** The breadth of a search is at least this many times the neighbours asked for. */
const BREADTH_PER_NEIGHBOUR = 2;
/** The recall is measured again when the graph has grown by this factor. */
const TRIAL_GROWTH = 2;

/** What became of the files: of use, not there, or of no use (with the reason in words). */
export type LoadOutcome =
  | { readonly outcome: 'loaded'; readonly missing: number; readonly gone: number }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'rebuild'; readonly problem: string };

export type LoadedGraph = LoadOutcome & { readonly keeper?: GraphKeeper };

/**
 * A graph over the vectors of a set, on its way from empty (or from files) to serving: vectors enter it in slices, then
 * its recall is measured, and only then may searches rely on it.
 */
export class GraphKeeper {
  readonly #set: VectorSet;
  readonly #graph: HnswGraph;
  readonly #writer: GraphWriter;
  readonly #pending: Set<number>;
  #trial: RecallTrial | null = null;
  #verdict: RecallVerdict | null = null;
  #triedPoints = 0;
  #saving = false;
  readonly fromFiles: boolean;

  private constructor(set: VectorSet, graph: HnswGraph, writer: GraphWriter, fromFiles: boolean) {
    this.#set = set;
    this.#graph = graph;
    this.#writer = writer;
    this.fromFiles = fromFiles;
    this.#pending = new Set([...set.ids()].filter((id) => !graph.has(id)));
  }

  /** An empty graph; all vectors wait to enter it. */
  static create(library: Hnswlib, set: VectorSet, identity: GraphIdentity): GraphKeeper {
    return new GraphKeeper(set, new HnswGraph(library, set), new GraphWriter(identity), false);
  }

  /** The graph saved in `dir`, caught up with the set: vectors it lacks wait to enter it, others are removed from it. */
  static async load(
    library: Hnswlib,
    set: VectorSet,
    identity: GraphIdentity,
    dir: string,
  ): Promise<LoadedGraph> {
    const check = await checkGraphCache(dir, identity);
    if (check.state === 'absent') return { outcome: 'absent' };
    if (check.state === 'bad') return { outcome: 'rebuild', problem: check.problem };
    const shards = await readShards(library, dir, check.header);
    if (shards === null)
      return { outcome: 'rebuild', problem: 'The files hold other ids than their header says' };
    const graph = new HnswGraph(library, set, shards);
    if (!graph.agreesWithSet()) return { outcome: 'rebuild', problem: 'The files hold other vectors' };
    const writer = new GraphWriter(identity);
    writer.remember(shards, check.header.shards);
    const gone = graph.adoptLabels();
    const keeper = new GraphKeeper(set, graph, writer, true);
    return { outcome: 'loaded', missing: keeper.pending, gone, keeper };
  }

  get pending(): number {
    return this.#pending.size;
  }

  get points(): number {
    return this.#graph.points;
  }

  get bytes(): number {
    return this.#graph.bytes;
  }

  /** Null until the recall was measured, and when it was too low. */
  get verdict(): RecallVerdict | null {
    return this.#verdict;
  }

  get serves(): boolean {
    return this.#verdict !== null && this.#pending.size <= MAX_PENDING_BESIDE_GRAPH;
  }

  /** To be called when the set has taken them in. */
  added(ids: Iterable<number>): void {
    for (const id of ids) this.#pending.add(id);
  }

  /** To be called while the set still holds them. */
  removing(ids: Iterable<number>): void {
    for (const id of ids) {
      if (!this.#pending.delete(id) && this.#graph.has(id)) this.#graph.remove(id);
    }
  }

  /**
   * Does pending work until `deadline` (as `performance.now()`): at least one step, of a millisecond for a vector,
   * of an exact search for a sample of the recall trial.
   * @returns 'more' while work is left, 'poor' when the finished graph finds too little, else 'done'.
   */
  work(deadline: number): 'more' | 'done' | 'poor' {
    if (this.#saving) return 'more';
    this.added(this.#graph.dropWornShard());
    for (const id of this.#pending) {
      this.#pending.delete(id);
      this.#graph.add(id);
      if (performance.now() >= deadline) break;
    }
    if (this.#pending.size > 0) return 'more';
    return this.#graph.points >= this.#triedPoints * TRIAL_GROWTH ? this.#try(deadline) : 'done';
  }

  /** Ids among which the k nearest are, as far as the graph knows; `breadth` widens the search. */
  candidates(query: Float32Array, k: number, breadth = 0): number[] {
    const ef = Math.max(this.#verdict?.breadth ?? 0, BREADTH_PER_NEIGHBOUR * k, breadth);
    return [...this.#graph.search(query, ef), ...this.#pending];
  }

  /** Saves the graph as it is now; searching and removing go on meanwhile. See {@link GraphWriter.write}. */
  async save(dir: string): Promise<void> {
    if (this.#saving) return;
    this.#saving = true;
    try {
      await this.#writer.write(dir, this.#graph.shards);
    } finally {
      this.#saving = false;
    }
  }

  #searchOnTrial(query: Float32Array, k: number, breadth: number): Neighbours {
    return this.#set.search(query, k, this.#graph.search(query, breadth));
  }

  #try(deadline: number): 'more' | 'done' | 'poor' {
    this.#trial ??= new RecallTrial(this.#set, (...search) => this.#searchOnTrial(...search), BREADTHS);
    do {
      if (this.#trial.step()) continue;
      this.#verdict = this.#trial.verdict;
      this.#trial = null;
      this.#triedPoints = this.#graph.points;
      return this.#verdict === null ? 'poor' : 'done';
    } while (performance.now() < deadline);
    return 'more';
  }
}
