/** Keeps the `capacity` largest of the numbers offered to it: a binary heap with the smallest on top. */
export class BestScores {
  readonly #heap: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#heap = new Float64Array(capacity);
  }

  /** The smallest number kept; −∞ until `capacity` numbers were offered. Only larger ones change anything. */
  get worst(): number {
    return this.#size < this.#heap.length ? Number.NEGATIVE_INFINITY : this.#heap[0]!;
  }

  offer(score: number): void {
    if (this.#size < this.#heap.length) this.#rise(this.#size++, score);
    else if (score > this.#heap[0]!) this.#sink(score);
  }

  #rise(place: number, score: number): void {
    const heap = this.#heap;
    let at = place;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]! <= score) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = score;
  }

  #sink(score: number): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= score) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = score;
  }
}
