/**
 * One sender, many listeners that each see the latest value: a slow listener skips values rather than queueing them.
 */
export class Broadcast<T> {
  readonly #listeners = new Set<(value: T) => void>();

  send(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  /** Calls the listener with every value, as long as the sender lives. */
  onSend(listener: (value: T) => void): void {
    this.#listeners.add(listener);
  }

  /** Values as they come, the latest only, at most one per `everyMs`; ends when the signal aborts. */
  async *listen(signal: AbortSignal, everyMs: number): AsyncGenerator<T, void> {
    let latest: { value: T } | null = null;
    let wake: () => void = () => {};
    const listener = (value: T) => {
      latest = { value };
      wake();
    };
    // Also for a listener that asks for nothing any more and was never told to end.
    const stop = () => {
      this.#listeners.delete(listener);
      wake();
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        const taken = latest as { value: T } | null;
        latest = null;
        if (taken) {
          yield taken.value;
          await pause(everyMs, signal);
        } else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', stop);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
