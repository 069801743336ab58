/** Runs asynchronous sections one after another, in the order they asked. */
export class Mutex {
  #tail: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as `section` does; a failed section does not stop the next one. */
  run<T>(section: () => Promise<T> | T): Promise<T> {
    const result = this.#tail.then(section);
    this.#tail = result.catch(() => {});
    return result;
  }
}
