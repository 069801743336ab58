import type { HnswGraph } from './hnsw-graph.ts';
import { dequantise } from './quantise.ts';
import type { VectorSet } from './vector-set.ts';

const SAMPLES = 20;
const NEIGHBOURS = 10;
/** Above the 0.98 that is promised, as twenty samples know recall to about one per cent. */
const TARGET = 0.99;
const BREADTHS = [64, 100, 160, 250, 400] as const;
const SAME_SCORE = 1e-6;

/** The smallest breadth of search (hnswlib's `ef`) that is good enough here, and the recall measured with it. */
export interface RecallVerdict {
  readonly ef: number;
  readonly recall: number;
}

/**
 * Measures the graph on this library's own vectors: recall@10 of twenty evenly spread ones against exact search, at
 * rising breadths. Neighbours with the score of the tenth count as found, whichever of them are returned.
 */
export class RecallTrial {
  readonly #set: VectorSet;
  readonly #graph: HnswGraph;
  readonly #samples: number[];
  readonly #recalls = BREADTHS.map(() => 0);
  #done = 0;

  constructor(set: VectorSet, graph: HnswGraph) {
    this.#set = set;
    this.#graph = graph;
    const step = Math.max(1, Math.floor(set.size / SAMPLES));
    this.#samples = [...set.ids()].filter((_, i) => i % step === 0).slice(0, SAMPLES);
  }

  /** Runs one sample, one exact search and one search per breadth. False once all are done. */
  step(): boolean {
    const id = this.#samples[this.#done];
    if (id === undefined) return false;
    this.#done++;
    if (this.#set.has(id)) this.#measure(dequantise(this.#set.row(id)));
    return this.#done < this.#samples.length;
  }

  /** Once {@link step} returned false. Null when no breadth reaches the target. */
  verdict(): RecallVerdict | null {
    const recalls = this.#recalls.map((sum) => sum / this.#samples.length);
    const good = recalls.findIndex((recall) => recall >= TARGET);
    return good < 0 ? null : { ef: BREADTHS[good]!, recall: recalls[good]! };
  }

  #measure(query: Float32Array): void {
    // One more than asked: the vector itself is always found and does not count.
    const exact = this.#set.search(query, NEIGHBOURS + 1);
    const worst = exact.scores.at(-1)! - SAME_SCORE;
    for (const [i, ef] of BREADTHS.entries()) {
      const found = this.#set.search(query, NEIGHBOURS + 1, this.#graph.search(query, ef));
      const hits = found.scores.filter((score) => score >= worst).length;
      this.#recalls[i]! += (hits - 1) / (exact.scores.length - 1);
    }
  }
}
