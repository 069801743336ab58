import { dirname } from 'node:path';

/** A set of files and folders that changed, asked in both directions. */
export class ChangedPaths implements Iterable<string> {
  readonly #paths: ReadonlySet<string>;
  /** Every folder around one of the paths. */
  readonly #folders = new Set<string>();

  constructor(paths: Iterable<string>) {
    this.#paths = new Set(paths);
    for (const path of this.#paths) {
      for (let folder = dirname(path); !this.#folders.has(folder); folder = dirname(folder))
        this.#folders.add(folder);
    }
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#paths.values();
  }

  /** The path itself, or a folder around it, changed. */
  cover(path: string): boolean {
    for (let current = path, parent = dirname(path); ; current = parent, parent = dirname(parent)) {
      if (this.#paths.has(current)) return true;
      if (parent === current) return false;
    }
  }

  /** Something inside the folder changed. */
  lieInside(folder: string): boolean {
    return this.#folders.has(folder);
  }
}
