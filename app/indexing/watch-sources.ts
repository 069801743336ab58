import { basename } from 'node:path';
import { watch } from 'chokidar';

const SETTLE_MS = 120;

/**
 * Watches folders and reports what changed inside, gathered over a short quiet time (an editor saving a file makes
 * several events). Only paths are reported: what became of them is for the next indexing run to find out.
 */
export class SourceWatcher implements AsyncDisposable {
  readonly #roots = new Set<string>();
  readonly #watcher = watch([], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path) => !this.#roots.has(path) && /^\.|^node_modules$/.test(basename(path)),
  });
  readonly #changed = new Set<string>();
  readonly #onChange: (paths: string[]) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: (paths: string[]) => void, onError: (error: unknown) => void) {
    this.#onChange = onChange;
    this.#watcher.on('all', (_event, path) => this.#note(path));
    this.#watcher.on('error', onError);
  }

  add(folder: string): void {
    this.#roots.add(folder);
    this.#watcher.add(folder);
  }

  remove(folder: string): void {
    this.#roots.delete(folder);
    this.#watcher.unwatch(folder);
  }

  #note(path: string): void {
    this.#changed.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), SETTLE_MS);
  }

  #flush(): void {
    const paths = [...this.#changed];
    this.#changed.clear();
    this.#onChange(paths);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }
}
