/** Lets work go on together, and now and then one thing alone: what is asked for meanwhile waits for it. */
export class Quiet {
  readonly #running = new Set<Promise<unknown>>();
  #alone: Promise<unknown> | null = null;

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Runs with others of its kind. */
  async among<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone.catch(() => {});
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Runs when all others have ended, and before any that come later. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone.catch(() => {});
    const running = Promise.allSettled(this.#running).then(work);
    this.#alone = running;
    try {
      return await running;
    } finally {
      this.#alone = null;
    }
  }
}
