import { dequantise } from './quantise.ts';
import { RecallTrial, type RecallVerdict } from './recall-trial.ts';
import type { Neighbours, VectorSet } from './vector-set.ts';

const BREADTHS = [500, 1_000, 2_000, 4_000, 8_000];
/** A search for many neighbours scores at least this many times as many vectors. */
const BREADTH_PER_NEIGHBOUR = 20;
/** The centre is the mean of about so many vectors. */
const CENTRE_SAMPLE = 2_000;
const CODES_PER_STEP = 500;
/** Centre, codes and recall are renewed when the vectors have become this many times as many. */
const RENEWAL_GROWTH = 2;

/**
 * Codes for the vectors of a set, on their way from none to serving: they are made in slices, then the recall of a search
 * through them is measured, and only then may searches rely on them.
 */
export class CodeKeeper {
  readonly #set: VectorSet;
  readonly #breadths: readonly number[];
  /** How many vectors there were when the codes were begun, and when their recall was last measured. */
  #madeAt = 0;
  #triedAt = 0;
  #trial: RecallTrial | null = null;
  #verdict: RecallVerdict | null = null;

  /** @param breadths  how many vectors are scored: the numbers that are tried, ascending. */
  constructor(set: VectorSet, breadths: readonly number[] = BREADTHS) {
    this.#set = set;
    this.#breadths = breadths;
  }

  /** Null until the recall was measured, and when it was too low. */
  get verdict(): RecallVerdict | null {
    return this.#verdict;
  }

  get serves(): boolean {
    return this.#verdict !== null && this.#set.isCoded;
  }

  /** Once it {@link serves}: the k nearest, as far as the codes tell, with exact scores. */
  search(query: Float32Array, k: number): Neighbours {
    const breadth = Math.max(this.#verdict?.breadth ?? 0, BREADTH_PER_NEIGHBOUR * k);
    return this.#set.searchCoded(query, k, breadth);
  }

  /**
   * Does pending work until `deadline` (as `performance.now()`): at least one step, of a millisecond or two, or of an
   * exact search for a sample of the recall trial. Codes that were found
   * poor are tried again when the vectors have doubled.
   * @returns whether more is pending.
   */
  work(deadline: number): boolean {
    if (this.#set.size >= RENEWAL_GROWTH * this.#madeAt) this.#startAnew();
    while (performance.now() < deadline) if (!this.#step()) return false;
    return true;
  }

  #startAnew(): void {
    this.#madeAt = this.#set.size;
    this.#trial = null;
    this.#verdict = null;
    this.#set.startCodes(centreOf(this.#set));
  }

  #step(): boolean {
    if (!this.#set.isCoded) return this.#set.encodeMore(CODES_PER_STEP) || this.#set.isCoded;
    if (this.#madeAt === this.#triedAt) return false;
    this.#trial ??= new RecallTrial(this.#set, this.#set.searchCoded.bind(this.#set), this.#breadths);
    if (this.#trial.step()) return true;
    this.#verdict = this.#trial.verdict;
    this.#trial = null;
    this.#triedAt = this.#madeAt;
    return false;
  }
}

/** The mean of a sample spread over the set. */
function centreOf(set: VectorSet): Float32Array {
  const step = Math.max(1, Math.floor(set.size / CENTRE_SAMPLE));
  const sum = new Float32Array(set.width);
  let count = 0;
  let at = 0;
  for (const id of set.ids()) {
    if (at++ % step > 0) continue;
    const vector = dequantise(set.row(id));
    for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
    count++;
  }
  return sum.map((value) => value / Math.max(1, count));
}
