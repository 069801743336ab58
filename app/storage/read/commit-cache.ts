/** The most values that are kept: the oldest makes room. */
const CAPACITY = 8;

/** Keeps what was worked out from the library until somebody changes the library. */
export class CommitCache<Value> {
  readonly #version: () => number;
  readonly #values = new Map<string, Value>();
  #valid = Number.NaN;

  /** @param version  a number that moves with every commit, as DocumentReader.version. */
  constructor(version: () => number) {
    this.#version = version;
  }

  get(key: string, load: () => Value): Value {
    const version = this.#version();
    if (version !== this.#valid) this.#values.clear();
    this.#valid = version;
    const kept = this.#values.get(key);
    if (kept !== undefined) return kept;
    const value = load();
    const oldest = this.#values.keys().next();
    if (this.#values.size >= CAPACITY && !oldest.done) this.#values.delete(oldest.value);
    this.#values.set(key, value);
    return value;
  }
}
