import { Worker } from 'node:worker_threads';
import { Broadcast } from '../base/broadcast.ts';
import type { Logger } from '../base/logger.ts';
import { workerPort } from '../base/thread-port.ts';
import type { CopiesReport } from '../contracts/copies.ts';
import type {
  DuplicateProgress,
  DuplicateReport,
  DuplicateRequest,
  IgnoredDuplicates,
} from '../contracts/duplicates.ts';
import type { ModelId } from '../storage/ids.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import type { DuplicateDeskOptions } from './duplicate-desk.ts';
import type { DuplicateWorkerApi } from './processes/duplicate-worker.ts';
import { SupervisedProcess } from './supervised-process.ts';

const PROGRESS_EVERY_MS = 100;
/** Comparing takes hundreds of megabytes in a large library; nobody pays for them while nothing is compared. */
const IDLE_LIMIT_MS = 10_000;
type TimeLimits = Readonly<Record<keyof DuplicateWorkerApi, number>>;
/** No step takes so long; one that hangs must not hang for ever. */
const TIME_LIMITS: TimeLimits = {
  begin: 600_000,
  step: 600_000,
  report: 600_000,
  ignored: 600_000,
  copies: 600_000,
  areCopies: 600_000,
};

/** Near-duplicates of a library: compares passages in a thread of its own, started with the first call. */
export class DuplicateFinder implements AsyncDisposable {
  readonly #remote: SupervisedProcess<DuplicateWorkerApi>;
  readonly #progress = new Broadcast<DuplicateProgress>();
  readonly #shutdown = new AbortController();
  readonly #model: ModelId;
  #thread: Worker | null = null;
  #latest: DuplicateProgress | null = null;
  #update: Promise<void> | null = null;

  /** @param start  starts the thread. */
  constructor(
    options: DuplicateDeskOptions,
    logger: Logger,
    start: (options: DuplicateDeskOptions) => Worker = startThread,
    timeLimitMs: TimeLimits = TIME_LIMITS,
  ) {
    this.#model = options.modelId;
    this.#remote = new SupervisedProcess<DuplicateWorkerApi>({
      name: 'duplicate-worker',
      logger,
      timeLimitMs,
      idleLimitMs: IDLE_LIMIT_MS,
      spawn: () => {
        const thread = start(options);
        this.#thread = thread;
        return { ...workerPort(thread), kill: () => void thread.terminate(), residentBytes: () => null };
      },
    });
  }

  /** @throws DomainError `library.*` */
  report(request: DuplicateRequest): Promise<DuplicateReport> {
    return this.#remote.call('report', request);
  }

  ignored(): Promise<IgnoredDuplicates[]> {
    return this.#remote.call('ignored');
  }

  /** Documents that are copies of others as a whole, as far as they were compared. */
  copies(): Promise<CopiesReport> {
    return this.#remote.call('copies');
  }

  areCopies(one: number, other: number): Promise<boolean> {
    return this.#remote.call('areCopies', one, other);
  }

  /**
   * Compares what was added to the library since the last time; joins an update that is under way. Ends when all is
   * compared, or when the signal aborts, which does not stop the update itself.
   * @throws DomainError `library.*`
   */
  async *update(writer: LibraryWriter, signal: AbortSignal): AsyncGenerator<DuplicateProgress, void> {
    const ended = new AbortController();
    const events = this.#progress.listen(AbortSignal.any([signal, ended.signal]), PROGRESS_EVERY_MS);
    const first = events.next();
    this.#update ??= this.#compare(writer).finally(() => {
      this.#update = null;
    });
    const update = this.#update.finally(() => ended.abort());
    update.catch(() => {});
    let seen: DuplicateProgress | null = null;
    for (let event = await first; !event.done; event = await events.next()) {
      seen = event.value;
      yield seen;
    }
    if (!ended.signal.aborted) return;
    await update;
    if (this.#latest && this.#latest !== seen) yield this.#latest;
  }

  /** Ends an update after its step, as what it finds is of no use any more; reports are given until this is disposed. */
  retire(): void {
    this.#shutdown.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#shutdown.abort();
    // The thread only reads, so it may end in the middle of a step; what it has handed over is stored first.
    this.#remote[Symbol.dispose]();
    await this.#update?.catch(() => {});
    await this.#thread?.terminate();
  }

  async #compare(writer: LibraryWriter): Promise<void> {
    this.#latest = null;
    await this.#remote.call('begin');
    while (!this.#shutdown.signal.aborted) {
      const step = await this.#remote.call('step');
      if (step === null) return;
      if (step.batch) await writer.storeComparison(step.batch, this.#model);
      this.#latest = step.progress;
      this.#progress.send(step.progress);
    }
  }
}

function startThread(options: DuplicateDeskOptions): Worker {
  return new Worker(new URL('./processes/duplicate-worker.ts', import.meta.url), { workerData: options });
}
