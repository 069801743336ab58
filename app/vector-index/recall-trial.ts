import type { HnswGraph } from './hnsw-graph.ts';
import { dequantise } from './quantise.ts';
import type { VectorSet } from './vector-set.ts';

const SAMPLES = 40;
/** Ten neighbours and the sample itself, which is always found and does not count. */
const ASKED = 11;
/** Above the 0.98 that is promised, as forty samples know recall to about half a per cent. */
const TARGET = 0.99;
const BREADTHS = [64, 100, 160, 250, 400, 600, 800] as const;
const SAME_SCORE = 1e-6;

/** The smallest breadth of search (hnswlib's `ef`) that is good enough here, and the recall measured with it. */
export interface RecallVerdict {
  readonly ef: number;
  readonly recall: number;
}

interface Sample {
  readonly query: Float32Array;
  /** Score of the last of the true neighbours; ties with it count as found. */
  readonly worst: number;
}

/**
 * Measures the graph on this library's own vectors: recall@10 of forty evenly spread ones against exact search, at
 * rising breadths until one is good enough.
 */
export class RecallTrial {
  readonly #set: VectorSet;
  readonly #graph: HnswGraph;
  readonly #waiting: number[];
  readonly #samples: Sample[] = [];
  #breadth = 0;
  #measured = 0;
  #recallSum = 0;
  #verdict: RecallVerdict | null = null;

  constructor(set: VectorSet, graph: HnswGraph) {
    this.#set = set;
    this.#graph = graph;
    const step = Math.max(1, Math.floor(set.size / SAMPLES));
    this.#waiting = [...set.ids()].filter((_, i) => i % step === 0).slice(0, SAMPLES);
  }

  /** Runs one exact search, or one search of the graph. False once the verdict stands. */
  step(): boolean {
    const id = this.#waiting.pop();
    if (id !== undefined) {
      if (this.#set.has(id)) this.#samples.push(this.#sample(id));
      return true;
    }
    if (this.#measured < this.#samples.length) {
      this.#recallSum += this.#recall(this.#samples[this.#measured++]!);
      return true;
    }
    return this.#judge();
  }

  /** Once {@link step} returned false. Null when no breadth reaches the target. */
  get verdict(): RecallVerdict | null {
    return this.#verdict;
  }

  #sample(id: number): Sample {
    const query = dequantise(this.#set.row(id));
    return { query, worst: this.#set.search(query, ASKED).scores.at(-1)! - SAME_SCORE };
  }

  #recall({ query, worst }: Sample): number {
    const found = this.#set.search(query, ASKED, this.#graph.search(query, BREADTHS[this.#breadth]!));
    const hits = found.scores.filter((score) => score >= worst).length;
    return (hits - 1) / (Math.min(ASKED, this.#set.size) - 1);
  }

  /** Ends the trial, or goes on with the next breadth. */
  #judge(): boolean {
    const recall = this.#recallSum / this.#samples.length;
    if (recall >= TARGET) this.#verdict = { ef: BREADTHS[this.#breadth]!, recall };
    this.#breadth++;
    this.#measured = 0;
    this.#recallSum = 0;
    return this.#verdict === null && this.#breadth < BREADTHS.length;
  }
}
