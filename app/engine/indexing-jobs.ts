import { toErrorData } from '../base/domain-error.ts';
import type { Logger } from '../base/logger.ts';
import { Mutex } from '../base/mutex.ts';
import type { IndexProgress, IndexReport } from '../contracts/library.ts';
import { ChangedPaths } from '../indexing/changed-paths.ts';
import type { IndexingServices } from '../indexing/index-files.ts';
import { indexSources } from '../indexing/index-run.ts';
import type { SourceId } from '../storage/ids.ts';
import { type IndexingScope, PendingWork } from './pending-work.ts';

interface CurrentRun {
  readonly abort: AbortController;
  readonly scope: IndexingScope;
}

/** Runs indexing, one run at a time, and tells everyone who asks how far it is. */
export class IndexingJobs implements AsyncDisposable {
  readonly #services: IndexingServices;
  readonly #logger: Logger;
  readonly #onProgress: () => void;
  readonly #mutex = new Mutex();
  readonly #pending = new PendingWork();
  #current: CurrentRun | null = null;
  #progress: IndexProgress | null = null;

  /** @param onProgress  hears of every step of every run. */
  constructor(services: IndexingServices, logger: Logger, onProgress: () => void) {
    this.#services = services;
    this.#logger = logger;
    this.#onProgress = onProgress;
  }

  /** Where the run under way stands, or how the last one ended; null before the first. */
  get progress(): IndexProgress | null {
    return this.#progress;
  }

  /**
   * Indexes the scope, after any run under way and together with whatever else waits.
   * @throws AbortError when it is cancelled; DomainError `library.*` | `model.*` | `encoder.*`.
   */
  run(scope: IndexingScope): Promise<IndexReport> {
    const waiter = Promise.withResolvers<IndexReport>();
    this.#pending.add(scope, waiter);
    void this.#mutex.run(() => this.#runNext());
    return waiter.promise;
  }

  /** Runs a change of the library between two indexing runs. */
  exclusive<T>(change: () => Promise<T>): Promise<T> {
    return this.#mutex.run(change);
  }

  /** Stops the run under way between two files, and forgets what waits; what is stored stays. */
  cancel(): void {
    for (const waiter of this.#pending.clear()) waiter.reject(aborted());
    this.#current?.abort.abort();
  }

  /** Stops the run under way if it concerns the source. @returns what it was doing, to be asked for again. */
  interrupt(source: SourceId): IndexingScope | null {
    const { scope, abort } = this.#current ?? {};
    if (!scope || (scope.kind === 'sources' && !scope.ids.includes(source))) return null;
    abort?.abort();
    return scope;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cancel();
    await this.#mutex.run(() => {});
  }

  async #runNext(): Promise<void> {
    const next = this.#pending.take();
    if (!next) return;
    const abort = new AbortController();
    this.#current = { abort, scope: next.scope };
    try {
      const report = await this.#follow(next.scope, abort.signal);
      for (const waiter of next.waiters) waiter.resolve(report);
    } catch (error) {
      for (const waiter of next.waiters) waiter.reject(error);
    } finally {
      this.#current = null;
    }
  }

  async #follow(scope: IndexingScope, signal: AbortSignal): Promise<IndexReport> {
    const all = this.#services.store.documents.sources();
    const sources = scope.kind === 'sources' ? all.filter(({ id }) => scope.ids.includes(id)) : all;
    const changed = scope.kind === 'changed' ? new ChangedPaths(scope.paths) : undefined;
    const run = indexSources(sources, this.#services, signal, changed);
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
      if (this.#progress) this.#report({ ...this.#progress, ...endOf(error, signal.aborted) });
      throw error;
    }
  }

  #report(progress: IndexProgress): void {
    this.#progress = progress;
    this.#onProgress();
  }
}

/** How a run that did not go well is shown. */
function endOf(error: unknown, wasStopped: boolean): Partial<IndexProgress> {
  if (wasStopped) return { phase: 'cancelled', currentPath: null };
  return { phase: 'failed', currentPath: null, error: toErrorData(error) };
}

function aborted(): DOMException {
  return new DOMException('Indexing was cancelled.', 'AbortError');
}
