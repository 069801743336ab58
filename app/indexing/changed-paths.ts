import { dirname, sep } from 'node:path';

/** A set of files and folders that changed, asked in both directions. */
export class ChangedPaths {
  readonly #paths: ReadonlySet<string>;

  constructor(paths: Iterable<string>) {
    this.#paths = new Set(paths);
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
    const prefix = folder.endsWith(sep) ? folder : folder + sep;
    return this.#paths.values().some((path) => path.startsWith(prefix));
  }
}
