/** Holds paths back for a while: each for one to two times `holdMs`. */
export class HeldBack implements Disposable {
  readonly #holdMs: number;
  readonly #release: (path: string) => void;
  #newer = new Set<string>();
  #older = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(holdMs: number, release: (path: string) => void) {
    this.#holdMs = holdMs;
    this.#release = release;
  }

  add(path: string): void {
    this.#newer.add(path);
    this.#timer ??= setTimeout(() => this.#turn(), this.#holdMs);
  }

  #turn(): void {
    for (const path of this.#older) this.#release(path);
    this.#older = this.#newer;
    this.#newer = new Set();
    this.#timer = this.#older.size > 0 ? setTimeout(() => this.#turn(), this.#holdMs) : undefined;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
