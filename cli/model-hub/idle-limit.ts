/** Ends work that has not been heard of for too long. */
export class IdleLimit implements Disposable {
  readonly #abort = new AbortController();
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** It is alive: the time begins anew. */
  heard(): void {
    clearTimeout(this.#timer);
    const reason = new Error(`nothing came for ${this.#milliseconds / 1000} seconds`);
    this.#timer = setTimeout(() => this.#abort.abort(reason), this.#milliseconds);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
