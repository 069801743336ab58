/** The k rows with the highest scores, best first. Made for small k: a row that is kept moves the worse ones down. */
export class NearestRows {
  readonly rows: Int32Array;
  readonly #scores: Float64Array;

  constructor(k: number) {
    this.rows = new Int32Array(k).fill(-1);
    this.#scores = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
  }

  offer(row: number, score: number): void {
    let at = this.#scores.length - 1;
    if (score <= this.#scores[at]!) return;
    for (; at > 0 && this.#scores[at - 1]! < score; at--) {
      this.#scores[at] = this.#scores[at - 1]!;
      this.rows[at] = this.rows[at - 1]!;
    }
    this.#scores[at] = score;
    this.rows[at] = row;
  }
}
