import { Worker } from 'node:worker_threads';
import type { Logger } from '../base/logger.ts';
import type { ChildPort } from '../base/port.ts';
import { workerPort } from '../base/thread-port.ts';
import type { VectorSink } from '../indexing/services.ts';
import type { VectorHits, VectorSearch } from '../search/services.ts';
import type { VectorUnit } from '../storage/ids.ts';
import type { VectorChange } from '../storage/write/drafts.ts';
import type { SnapshotState } from '../vector-index/index.ts';
import type { VectorWorkerApi } from './processes/vector-worker.ts';
import { SupervisedProcess } from './supervised-process.ts';
import type { VectorExamination, VectorStatus, VectorWorkerOptions } from './vector-holder.ts';

const MINUTE_MS = 60_000;
/** No call takes so long; one that hangs must not hold up searches, or the end of the program, for ever. */
const TIME_LIMITS: Readonly<Record<keyof VectorWorkerApi, number>> = {
  search: 10 * MINUTE_MS,
  status: 10 * MINUTE_MS,
  apply: 10 * MINUTE_MS,
  catchUp: 30 * MINUTE_MS,
  examine: 60 * MINUTE_MS,
  examineSnapshot: 10 * MINUTE_MS,
  rebuild: 60 * MINUTE_MS,
  close: MINUTE_MS,
};

/**
 * The vector worker: a thread that holds the vectors and the graphs over them. One that died is started again with the
 * next call, reads everything from the database, and gets the calls again that were under way.
 */
export class VectorClient implements VectorSearch, VectorSink, AsyncDisposable {
  readonly #logger: Logger;
  readonly #remote: SupervisedProcess<VectorWorkerApi>;
  #thread: Worker | null = null;
  #closing = false;

  /** @param start  starts the thread. */
  constructor(
    options: VectorWorkerOptions,
    logger: Logger,
    start: (options: VectorWorkerOptions) => Worker = startThread,
    timeLimitMs: Readonly<Record<keyof VectorWorkerApi, number>> = TIME_LIMITS,
  ) {
    this.#logger = logger;
    this.#remote = new SupervisedProcess({
      name: 'vector-worker',
      logger,
      timeLimitMs,
      spawn: () => {
        this.#thread = start(options);
        return threadPort(this.#thread);
      },
    });
    // Reading the vectors begins now; whether it fails, the next call tells.
    this.#remote.call('status').catch(() => {});
  }

  search(
    unit: VectorUnit,
    query: Float32Array,
    limit: number,
    allowed?: readonly number[],
  ): Promise<VectorHits> {
    return this.#remote.call('search', unit, query, limit, allowed);
  }

  /** Tells the worker what a transaction changed; it reads added vectors from the database itself. */
  apply(changes: readonly VectorChange[]): void {
    const changed = changes.filter(({ added, removed }) => added > 0 || removed.length > 0);
    if (changed.length > 0) this.#remote.call('apply', changed).catch((error) => this.#followAfter(error));
  }

  /** Follows changes that nobody told of: those of another process. */
  catchUp(): Promise<void> {
    return this.#remote.call('catchUp');
  }

  status(): Promise<VectorStatus> {
    return this.#remote.call('status');
  }

  /** Compares what is held with the database and checks the graphs: seconds in a large library. */
  examine(): Promise<VectorExamination[]> {
    return this.#remote.call('examine');
  }

  /** Reads and verifies the file that a start takes the vectors up from. */
  examineSnapshot(): Promise<SnapshotState> {
    return this.#remote.call('examineSnapshot');
  }

  /** Throws the graphs away, files included, and builds them again from the database. */
  rebuild(): Promise<void> {
    return this.#remote.call('rebuild');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.#remote.call('close').catch(() => {});
    this.#remote[Symbol.dispose]();
    await this.#thread?.terminate();
  }

  async #followAfter(cause: unknown): Promise<void> {
    if (this.#closing) return;
    this.#logger.error('vectors.not-followed', { error: String(cause) });
    await this.catchUp().catch((error: unknown) => {
      this.#logger.error('vectors.not-read', { error: String(error) });
    });
  }
}

function startThread(options: VectorWorkerOptions): Worker {
  return new Worker(new URL('./processes/vector-worker.ts', import.meta.url), { workerData: options });
}

function threadPort(worker: Worker): ChildPort {
  return { ...workerPort(worker), kill: () => void worker.terminate(), residentBytes: () => null };
}
