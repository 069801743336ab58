import { basename } from 'node:path';
import { watch } from 'chokidar';
import { documentTypeOf } from '../parsing/document-type.ts';

const SETTLE_MS = 120;
/** Something that changes all the time must not keep the rest from being found. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Watches folders and reports what changed inside, gathered over a short quiet time (an editor saving a file makes
 * several events). Only paths of documents and folders are reported: what became of them is for the next indexing run to
 * find out.
 */
export class SourceWatcher implements AsyncDisposable {
  readonly #roots = new Set<string>();
  readonly #watcher = watch([], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path, stats) =>
      !this.#roots.has(path) && (isHidden(path) || isOther(path, stats?.isFile() === true)),
  });
  readonly #changed = new Set<string>();
  readonly #onChange: (paths: string[]) => void;
  #firstChangeAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(onChange: (paths: string[]) => void, onError: (error: unknown) => void) {
    this.#onChange = onChange;
    this.#watcher.on('all', (event, path) => {
      if (!isOther(path, !event.endsWith('Dir'))) this.#note(path);
    });
    this.#watcher.on('error', onError);
  }

  add(folder: string): void {
    if (this.#roots.has(folder)) return;
    this.#roots.add(folder);
    this.#watcher.add(folder);
  }

  remove(folder: string): void {
    this.#roots.delete(folder);
    this.#watcher.unwatch(folder);
  }

  #note(path: string): void {
    if (this.#changed.size === 0) this.#firstChangeAt = performance.now();
    this.#changed.add(path);
    const waited = performance.now() - this.#firstChangeAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, Math.min(SETTLE_MS, LONGEST_WAIT_MS - waited)));
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

function isHidden(path: string): boolean {
  return /^\.|^node_modules$/.test(basename(path));
}

/** A file that is no document: its changes are nobody's business. */
function isOther(path: string, isFile: boolean): boolean {
  return isFile && documentTypeOf(path) === null;
}
