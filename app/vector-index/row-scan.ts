import { BestScores } from './best-scores.ts';
import type { QuantisedVector } from './quantise.ts';
import { VectorBlock } from './vector-block.ts';
import { MAX_ALLOCATION_BYTES } from './vector-set.ts';

/** The kernel takes rows in fours, so stretches begin at multiples of it. */
export const ROW_ALIGNMENT = 4;

/** Rows `first` ≤ row < `end`. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/**
 * Rows by number, and the best of them or of some stretches for a query that is a row of the same kind: its bytes are
 * whole numbers already, so scores are exact.
 */
export class RowScan {
  readonly #width: number;
  readonly #blocks: VectorBlock[] = [];
  #size = 0;
  #scores = new Float32Array(0);

  constructor(width: number) {
    this.#width = width;
  }

  get size(): number {
    return this.#size;
  }

  append({ scale, data }: QuantisedVector): void {
    let last = this.#blocks.at(-1);
    if (last === undefined || last.size === last.capacity) {
      last = new VectorBlock(this.#width, MAX_ALLOCATION_BYTES);
      this.#blocks.push(last);
    }
    last.append({ ids: [this.#size++], scales: [scale], data }, 0, 1);
  }

  /** Fills up with rows of zeros until the next row may begin a stretch. */
  align(): void {
    while (this.#size % ROW_ALIGNMENT > 0) this.append({ scale: 0, data: new Int8Array(this.#width) });
  }

  /** A view of the row that holds until the next change. */
  row(row: number): QuantisedVector {
    const { capacity } = this.#blocks[0]!;
    return this.#blocks[Math.floor(row / capacity)]!.rowAt(row % capacity);
  }

  /**
   * The k best rows, best first; equal scores in the order of the rows.
   * @param stretches  where given, only these are looked at; each begins at a multiple of four ({@link align}).
   */
  best(query: QuantisedVector, k: number, stretches: readonly Stretch[] = this.#all()): ScoredRow[] {
    const total = stretches.reduce((sum, { first, end }) => sum + end - first, 0);
    if (this.#scores.length < total) this.#scores = new Float32Array(Math.ceil(total * 1.25));
    const scores = this.#scores.subarray(0, total);
    this.#score(query, stretches, scores);
    const least = kthBest(scores, k);
    const found: ScoredRow[] = [];
    let at = 0;
    for (const { first, end } of stretches) {
      for (let row = first; row < end; row++, at++) {
        if (scores[at]! >= least) found.push({ row, score: scores[at]! });
      }
    }
    return found.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, k);
  }

  #score({ scale, data }: QuantisedVector, stretches: readonly Stretch[], scores: Float32Array): void {
    const prepared = { exact: new Float32Array(), levels: new Int16Array(data), scale, maxError: 0 };
    const capacity = this.#blocks[0]?.capacity ?? 1;
    let at = 0;
    for (const { first, end } of stretches) {
      for (let from = first; from < end; ) {
        const index = Math.floor(from / capacity);
        const to = Math.min(end, (index + 1) * capacity);
        this.#blocks[index]!.scan(prepared, scores, at, from - index * capacity, to - index * capacity);
        at += to - from;
        from = to;
      }
    }
  }

  #all(): Stretch[] {
    return [{ first: 0, end: this.#size }];
  }
}

function kthBest(scores: Float32Array, k: number): number {
  const best = new BestScores(k);
  let { worst } = best;
  for (let i = 0; i < scores.length; i++) {
    if (scores[i]! <= worst) continue;
    best.offer(scores[i]!);
    worst = best.worst;
  }
  return worst;
}
