import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Lets long work on the engine thread give way: call `pause` between units of work, and the event loop gets its turn
 * whenever `budgetMs` are used up.
 */
export class TimeSlice {
  readonly #budgetMs: number;
  #startedAt = performance.now();

  constructor(budgetMs = 4) {
    this.#budgetMs = budgetMs;
  }

  /** Goes through all steps of a generator, with a pause after each. @returns what it returns. */
  async spread<T>(steps: Iterator<void, T>): Promise<T> {
    let step = steps.next();
    while (!step.done) {
      await this.pause();
      step = steps.next();
    }
    return step.value;
  }

  async pause(): Promise<void> {
    if (performance.now() - this.#startedAt < this.#budgetMs) return;
    await nextTurn();
    this.#startedAt = performance.now();
  }
}
