import type { Logger } from '../base/logger.ts';
import { Mutex } from '../base/mutex.ts';
import type { IndexProgress, IndexReport } from '../contracts/library.ts';
import { ChangedPaths } from '../indexing/changed-paths.ts';
import type { IndexingServices } from '../indexing/index-files.ts';
import { indexSources } from '../indexing/index-run.ts';
import type { SourceRow } from '../storage/read/documents.ts';

/** Runs indexing, one run at a time, and tells everyone who asks how far it is. */
export class IndexingJobs implements AsyncDisposable {
  readonly #services: IndexingServices;
  readonly #logger: Logger;
  readonly #onProgress: (progress: IndexProgress) => void;
  readonly #mutex = new Mutex();
  readonly #shutdown = new AbortController();
  #current: { abort: AbortController; progress: IndexProgress | null } | null = null;

  /** @param onProgress  hears every event of every run. */
  constructor(services: IndexingServices, logger: Logger, onProgress: (progress: IndexProgress) => void) {
    this.#services = services;
    this.#logger = logger;
    this.#onProgress = onProgress;
  }

  /** Where the run under way stands; null when nothing runs. */
  get progress(): IndexProgress | null {
    return this.#current?.progress ?? null;
  }

  /**
   * Indexes the sources after any run under way. Only `changed` is looked at where given.
   * @throws AbortError when cancelled; DomainError `library.*`.
   */
  run(
    sources: () => readonly SourceRow[],
    options: { signal?: AbortSignal | undefined; changed?: readonly string[] } = {},
  ): Promise<IndexReport> {
    return this.#mutex.run(async () => {
      const abort = new AbortController();
      const signals = [abort.signal, this.#shutdown.signal, ...(options.signal ? [options.signal] : [])];
      this.#current = { abort, progress: null };
      try {
        return await this.#follow(sources(), AbortSignal.any(signals), options.changed);
      } finally {
        this.#current = null;
      }
    });
  }

  /** Runs a change of the library between two indexing runs. */
  exclusive<T>(change: () => Promise<T>): Promise<T> {
    return this.#mutex.run(change);
  }

  /** Stops the run under way between two files; what is stored stays. */
  cancel(): void {
    this.#current?.abort.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#shutdown.abort();
    await this.#mutex.run(() => {});
  }

  async #follow(sources: readonly SourceRow[], signal: AbortSignal, changed?: readonly string[]) {
    const run = indexSources(sources, this.#services, signal, changed && new ChangedPaths(changed));
    try {
      for (;;) {
        const step = await run.next();
        if (step.done) {
          this.#logger.info('index.done', { ...step.value, skipped: step.value.skipped.length });
          return step.value;
        }
        this.#report(step.value);
      }
    } catch (error) {
      const last = this.#current?.progress;
      if (last) this.#report({ ...last, phase: signal.aborted ? 'cancelled' : 'failed', currentPath: null });
      throw error;
    }
  }

  #report(progress: IndexProgress): void {
    if (this.#current) this.#current.progress = progress;
    this.#onProgress(progress);
  }
}
