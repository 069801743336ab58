import { dequantise } from './quantise.ts';
import type { Neighbours, VectorSet } from './vector-set.ts';

const SAMPLES = 40;
const NEIGHBOURS = 10;
const TARGET = 0.98;
const SAME_SCORE = 1e-6;

/** The smallest breadth of search that is good enough here, and the recall measured with it. */
export interface RecallVerdict {
  readonly breadth: number;
  readonly recall: number;
}

/** A search that scores some of the vectors: the more, the broader. */
export type BroadSearch = (query: Float32Array, k: number, breadth: number) => Neighbours;

interface Sample {
  readonly query: Float32Array;
  /** Score of the last of the true neighbours; ties with it count as found. */
  readonly worst: number;
  readonly neighbours: number;
}

/**
 * Measures recall@10 against exact search on forty queries, at rising breadths until one is good enough. A query lies
 * half-way between two vectors of the library: like a real one, it is none of those vectors, which are found more easily
 * than anything else.
 */
export class RecallTrial {
  readonly #set: VectorSet;
  readonly #search: BroadSearch;
  readonly #breadths: readonly number[];
  readonly #waiting: number[];
  readonly #samples: Sample[] = [];
  #breadth = 0;
  #measured = 0;
  #recallSum = 0;
  #verdict: RecallVerdict | null = null;

  /** @param breadths  ascending. */
  constructor(set: VectorSet, search: BroadSearch, breadths: readonly number[]) {
    this.#set = set;
    this.#search = search;
    this.#breadths = breadths;
    const step = Math.max(1, Math.floor(set.size / (SAMPLES + 1)));
    this.#waiting = [...set.ids()].filter((_, i) => i % step === 0).slice(0, SAMPLES + 1);
  }

  /** Runs one exact search, or one that is on trial. False once the verdict stands. */
  step(): boolean {
    const id = this.#waiting.pop();
    const other = this.#waiting.at(-1);
    if (id !== undefined && other !== undefined) {
      if (this.#set.has(id) && this.#set.has(other)) this.#samples.push(this.#sample(id, other));
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

  #sample(id: number, other: number): Sample {
    const query = halfWay(dequantise(this.#set.row(id)), dequantise(this.#set.row(other)));
    const { scores } = this.#set.search(query, NEIGHBOURS);
    return { query, worst: scores.at(-1)! - SAME_SCORE, neighbours: scores.length };
  }

  #recall({ query, worst, neighbours }: Sample): number {
    const { scores } = this.#search(query, NEIGHBOURS, this.#breadths[this.#breadth]!);
    return scores.filter((score) => score >= worst).length / neighbours;
  }

  /** Ends the trial, or goes on with the next breadth. */
  #judge(): boolean {
    const recall = this.#recallSum / this.#samples.length;
    if (recall >= TARGET) this.#verdict = { breadth: this.#breadths[this.#breadth]!, recall };
    this.#breadth++;
    this.#measured = 0;
    this.#recallSum = 0;
    return this.#verdict === null && this.#breadth < this.#breadths.length;
  }
}

/** The unit vector between two unit vectors. */
function halfWay(a: Float32Array, b: Float32Array): Float32Array {
  const sum = a.map((value, i) => value + b[i]!);
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}
