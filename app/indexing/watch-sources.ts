import { basename } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { isWithin } from '../base/is-within.ts';
import { documentTypeOf } from '../parsing/document-type.ts';
import { HeldBack } from './held-back.ts';
import { RestlessFolders } from './restless-folders.ts';

const SETTLE_MS = 120;
/** Something that changes all the time must not keep the rest from being found. */
const LONGEST_WAIT_MS = 1_000;
/** What is gone may have been moved: its new place is told of first, so that it is known again there. */
const GONE_MS = 400;
/** From so many on, some were missed: the system drops events that nobody takes in time, and files move on unseen. */
const MANY = 200;

/**
 * Watches folders and reports what changed inside, gathered over a short quiet time (an editor saving a file makes
 * several events). Only paths of documents and folders are reported: what became of them is for the next indexing run to
 * find out. Where much changed at once, the watched folder stands for all that is in it, and is reported once more
 * when it has come to rest, or has had no rest for long.
 */
export class SourceWatcher implements AsyncDisposable {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #changed = new Set<string>();
  readonly #onChange: (paths: string[]) => void;
  readonly #onError: (error: unknown) => void;
  #firstChangeAt = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #gone = new HeldBack(GONE_MS, (path) => this.#note(path));
  readonly #restless = new RestlessFolders((folders) => this.#tell(folders));
  #isDisposed = false;

  constructor(onChange: (paths: string[]) => void, onError: (error: unknown) => void) {
    this.#onChange = onChange;
    this.#onError = onError;
  }

  add(folder: string): void {
    if (this.#isDisposed || this.#watchers.has(folder)) return;
    const watcher = watch(folder, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (path, stats) =>
        path !== folder && (isHidden(path) || isOther(path, stats?.isFile() === true)),
    });
    watcher.on('all', (event, path) => {
      if (this.#isDisposed || isOther(path, !event.endsWith('Dir'))) return;
      if (event.startsWith('unlink')) this.#gone.add(path);
      else this.#note(path);
    });
    watcher.on('error', this.#onError);
    // What changed while the watches were being set made no events.
    watcher.once('ready', () => this.#tell([folder]));
    this.#watchers.set(folder, watcher);
  }

  /** Watches end with the folder that they were set on: this sets new ones on what is there now. */
  renew(folder: string): void {
    this.remove(folder);
    this.add(folder);
  }

  remove(folder: string): void {
    void this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  #note(path: string): void {
    if (this.#changed.size === 0) this.#firstChangeAt = performance.now();
    this.#changed.add(path);
    const waited = performance.now() - this.#firstChangeAt;
    this.#restless.stir();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, Math.min(SETTLE_MS, LONGEST_WAIT_MS - waited)));
  }

  #flush(): void {
    const paths = [...this.#changed];
    this.#changed.clear();
    if (paths.length < MANY) {
      this.#tell(paths);
      return;
    }
    const folders = this.#watchers.keys().filter((folder) => paths.some((path) => isWithin(path, folder)));
    this.#tell(this.#restless.add(folders));
  }

  #tell(paths: string[]): void {
    if (!this.#isDisposed) this.#onChange(paths);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.close()));
    clearTimeout(this.#timer);
    this.#restless[Symbol.dispose]();
    this.#gone[Symbol.dispose]();
  }
}

function isHidden(path: string): boolean {
  return /^\.|^node_modules$/.test(basename(path));
}

/** A file that is no document: its changes are nobody's business. */
function isOther(path: string, isFile: boolean): boolean {
  return isFile && documentTypeOf(path) === null;
}
