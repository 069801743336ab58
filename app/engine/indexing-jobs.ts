import { toErrorData } from '../base/domain-error.ts';
import type { Logger } from '../base/logger.ts';
import { Mutex } from '../base/mutex.ts';
import type { IndexProgress, IndexReport } from '../contracts/library.ts';
import { ChangedPaths } from '../indexing/changed-paths.ts';
import type { IndexingServices } from '../indexing/index-files.ts';
import { indexSources } from '../indexing/index-run.ts';
import type { SourceId } from '../storage/ids.ts';
import { Gate } from './gate.ts';
import { type IndexingScope, PendingWork, type Waiter } from './pending-work.ts';

interface CurrentRun {
  readonly abort: AbortController;
  readonly scope: IndexingScope;
  /** Ended so that a change of the library can go before it; it is run again afterwards. */
  gaveWay: boolean;
}

/**
 * Runs indexing, one run at a time, and tells everyone who asks how far it is. A pause holds the run under way between
 * two files and starts no other; it lasts until it is ended, and no longer than this object.
 */
export class IndexingJobs implements AsyncDisposable {
  readonly #services: () => IndexingServices;
  readonly #logger: Logger;
  readonly #onProgress: () => void;
  readonly #mutex = new Mutex();
  readonly #pending = new PendingWork();
  readonly #gate = new Gate();
  #changesWaiting = 0;
  #current: CurrentRun | null = null;
  #progress: IndexProgress | null = null;

  /**
   * @param services  asked for by each run.
   * @param onProgress  hears of every step of every run.
   */
  constructor(services: () => IndexingServices, logger: Logger, onProgress: () => void) {
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
    this.#start();
    return waiter.promise;
  }

  get isPaused(): boolean {
    return this.#gate.isClosed;
  }

  pause(): void {
    this.#gate.close();
    this.#onProgress();
  }

  resume(): void {
    this.#gate.open();
    this.#start();
    this.#onProgress();
  }

  /**
   * Resolves when nothing is indexed, nothing waits to be, and no pause holds it: the time for work that can wait.
   * @throws AbortError
   */
  async idle(signal: AbortSignal): Promise<void> {
    const stopped = Promise.withResolvers<void>();
    const stop = () => stopped.resolve();
    signal.addEventListener('abort', stop);
    try {
      do {
        signal.throwIfAborted();
        await this.#gate.pass(signal);
        await Promise.race([this.#mutex.run(() => {}), stopped.promise]);
      } while (signal.aborted || this.isPaused || this.#current || !this.#pending.isEmpty);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /**
   * Runs a change of the library between two indexing runs. A run that is held by a pause or that looks at sources which
   * the change is about gives way, and is run again afterwards.
   */
  exclusive<T>(change: () => Promise<T>, sources: readonly SourceId[] = []): Promise<T> {
    this.#changesWaiting++;
    if (this.isPaused || sources.some((id) => this.#looksAt(id))) this.#giveWay();
    return this.#mutex.run(change).finally(() => this.#changesWaiting--);
  }

  /** Stops the run under way between two files, and forgets what waits; what is stored stays. */
  cancel(): void {
    for (const waiter of this.#pending.clear()) waiter.reject(aborted());
    if (this.#current) {
      this.#current.gaveWay = false;
      this.#current.abort.abort();
    } else if (this.#progress?.phase === 'paused') this.#report({ ...this.#progress, phase: 'cancelled' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cancel();
    await this.#mutex.run(() => {});
  }

  #start(): void {
    void this.#mutex.run(() => this.#runNext());
  }

  async #runNext(): Promise<void> {
    const next = this.isPaused ? null : this.#pending.take();
    if (!next) return;
    const run: CurrentRun = { abort: new AbortController(), scope: next.scope, gaveWay: false };
    this.#current = run;
    try {
      const report = await this.#follow(run);
      for (const waiter of next.waiters) waiter.resolve(report);
    } catch (error) {
      this.#ended(run, next.waiters, error);
    } finally {
      this.#current = null;
    }
    if (!this.#pending.isEmpty) this.#start();
  }

  #ended(run: CurrentRun, waiters: readonly Waiter[], error: unknown): void {
    for (const waiter of waiters) {
      if (run.gaveWay) this.#pending.add(run.scope, waiter);
      else waiter.reject(error);
    }
    if (run.gaveWay && !this.isPaused) return;
    const end = run.gaveWay ? HELD : endOf(error, run.abort.signal.aborted);
    if (this.#progress) this.#report({ ...this.#progress, ...end });
  }

  async #follow({ scope, abort: { signal } }: CurrentRun): Promise<IndexReport> {
    const services = this.#services();
    const all = services.store.documents.sources();
    const sources = scope.kind === 'sources' ? all.filter(({ id }) => scope.ids.includes(id)) : all;
    const changed = scope.kind === 'changed' ? new ChangedPaths(scope.paths) : undefined;
    const run = indexSources(sources, services, signal, changed);
    for (;;) {
      const step = await run.next();
      if (step.done) {
        this.#logger.info('index.done', { ...step.value, skipped: step.value.skipped.length });
        return step.value;
      }
      this.#report(step.value);
      if (this.isPaused && step.value.phase !== 'done') await this.#hold(step.value, signal);
    }
  }

  /** Asks the run for nothing more until the pause is over: so it stands still where it is. */
  async #hold(progress: IndexProgress, signal: AbortSignal): Promise<void> {
    this.#report({ ...progress, ...HELD });
    if (this.#changesWaiting > 0) this.#giveWay();
    await this.#gate.pass(signal);
    if (!signal.aborted) this.#report(progress);
  }

  #looksAt(source: SourceId): boolean {
    const scope = this.#current?.scope;
    return scope !== undefined && (scope.kind !== 'sources' || scope.ids.includes(source));
  }

  #giveWay(): void {
    if (!this.#current) return;
    this.#current.gaveWay = true;
    this.#current.abort.abort();
  }

  #report(progress: IndexProgress): void {
    this.#progress = progress;
    this.#onProgress();
  }
}

/** How a run is shown that a pause holds. */
const HELD = { phase: 'paused', etaSeconds: null, currentPath: null } as const;

/** How a run that did not go well is shown. */
function endOf(error: unknown, wasStopped: boolean): Partial<IndexProgress> {
  if (wasStopped) return { phase: 'cancelled', currentPath: null };
  return { phase: 'failed', currentPath: null, error: toErrorData(error) };
}

function aborted(): DOMException {
  return new DOMException('Indexing was cancelled.', 'AbortError');
}
