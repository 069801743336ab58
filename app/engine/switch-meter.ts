import type { ModelSwitch, UsedModel } from '../contracts/library.ts';

/** Counts the preparation for a model. No number that it reports ever goes backwards. */
export class SwitchMeter {
  readonly #to: UsedModel;
  #phase: ModelSwitch['phase'] = 'encoding';
  #done: number;
  #total: number;
  #doneNow = 0;
  #tokens = 0;
  #workingMs = 0;

  /**
   * @param total  passages of the library.
   * @param left   those that are not encoded yet.
   */
  constructor(to: UsedModel, total: number, left: number) {
    this.#to = to;
    this.#total = total;
    this.#done = Math.max(0, total - left);
  }

  /** A step of encoding is over. */
  encoded(passages: number, tokens: number, tookMs: number): void {
    this.#doneNow += passages;
    this.#tokens += tokens;
    this.#workingMs += tookMs;
    this.#done += passages;
    this.#total = Math.max(this.#total, this.#done);
  }

  enter(phase: 'comparing' | 'opening'): void {
    this.#phase = phase;
    this.#done = this.#total;
  }

  report(): ModelSwitch {
    const seconds = this.#workingMs / 1000;
    return {
      to: this.#to,
      phase: this.#phase,
      passagesDone: this.#done,
      passagesTotal: this.#total,
      tokensPerSecond: seconds > 0 ? Math.round(this.#tokens / seconds) : 0,
      etaSeconds: this.#etaSeconds(seconds),
    };
  }

  #etaSeconds(seconds: number): number | null {
    if (this.#phase !== 'encoding' || this.#doneNow === 0) return null;
    return Math.ceil((seconds * (this.#total - this.#done)) / this.#doneNow);
  }
}
