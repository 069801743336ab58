const CAPACITY = 8;

/** Keeps what was worked out from the library until somebody changes the library. */
export class CommitCache<Value> {
  readonly #version: () => number;
  readonly #capacity: number;
  readonly #values = new Map<string, Value>();
  #valid = Number.NaN;

  /**
   * @param version  a number that moves with every commit, as DocumentReader.version.
   * @param capacity  the most values that are kept: the oldest makes room.
   */
  constructor(version: () => number, capacity = CAPACITY) {
    this.#version = version;
    this.#capacity = capacity;
  }

  get(key: string, load: () => Value): Value {
    const version = this.#version();
    if (version !== this.#valid) this.#values.clear();
    this.#valid = version;
    const kept = this.#values.get(key);
    if (kept !== undefined) return kept;
    const value = load();
    const oldest = this.#values.keys().next();
    if (this.#values.size >= this.#capacity && !oldest.done) this.#values.delete(oldest.value);
    this.#values.set(key, value);
    return value;
  }
}
