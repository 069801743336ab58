const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** What has lived this long has started well; its end begins a new row. */
const STABLE_AFTER_MS = 60_000;
/** So many ends in a row are no accident any more. */
const HOPELESS_AFTER = 4;

export interface Restart {
  readonly delayMs: number;
  /** True once in a row of ends: now the user should be told. */
  readonly isHopeless: boolean;
}

/** When to start something again that has ended by itself: at first quickly, then ever more patiently. */
export class RestartPolicy {
  readonly #firstDelayMs: number;
  #ends = 0;

  constructor(firstDelayMs = FIRST_DELAY_MS) {
    this.#firstDelayMs = firstDelayMs;
  }

  /** @param livedMs  from its start to its end. */
  ended(livedMs: number): Restart {
    this.#ends = livedMs >= STABLE_AFTER_MS ? 1 : this.#ends + 1;
    return {
      delayMs: Math.min(this.#firstDelayMs * 2 ** (this.#ends - 1), LONGEST_DELAY_MS),
      isHopeless: this.#ends === HOPELESS_AFTER,
    };
  }
}
