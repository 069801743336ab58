/** The time without any change after which a folder is at rest. */
const REST_MS = 3_000;
/** A file that changes all the time must not put that off for ever. */
const LONGEST_WAIT_MS = 10_000;

/** Folders in which much changed at once, until they have come to rest, or have been restless for long. */
export class RestlessFolders implements Disposable {
  readonly #folders = new Set<string>();
  readonly #onRest: (folders: string[]) => void;
  #restlessSince = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param onRest  hears of all of them at once. */
  constructor(onRest: (folders: string[]) => void) {
    this.#onRest = onRest;
  }

  /** @returns all that are restless now. */
  add(folders: Iterable<string>): string[] {
    if (this.#folders.size === 0) this.#restlessSince = performance.now();
    for (const folder of folders) this.#folders.add(folder);
    this.stir();
    return [...this.#folders];
  }

  /** Something has changed again. */
  stir(): void {
    if (this.#folders.size === 0) return;
    const left = this.#restlessSince + LONGEST_WAIT_MS - performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), Math.max(0, Math.min(REST_MS, left)));
  }

  #settle(): void {
    const folders = [...this.#folders];
    this.#folders.clear();
    this.#onRest(folders);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
