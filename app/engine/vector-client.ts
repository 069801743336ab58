import { Worker } from 'node:worker_threads';
import { workerPort } from '../base/thread-port.ts';
import type { VectorSink } from '../indexing/services.ts';
import type { VectorHits, VectorSearch } from '../search/services.ts';
import type { VectorUnit } from '../storage/ids.ts';
import type { VectorChange } from '../storage/write/drafts.ts';
import type { VectorWorkerApi } from './processes/vector-worker.ts';
import { connectApi, type Remote } from './remote.ts';
import type { VectorStatus, VectorWorkerOptions } from './vector-holder.ts';

/** The vector worker: a thread that holds the vectors and the graphs over them. */
export class VectorClient implements VectorSearch, VectorSink, AsyncDisposable {
  readonly #worker: Worker;
  readonly #remote: Remote<VectorWorkerApi>;

  constructor(options: VectorWorkerOptions) {
    this.#worker = new Worker(new URL('./processes/vector-worker.ts', import.meta.url), {
      workerData: options,
    });
    this.#remote = connectApi<VectorWorkerApi>(workerPort(this.#worker));
  }

  search(
    unit: VectorUnit,
    query: Float32Array,
    limit: number,
    allowed?: readonly number[],
  ): Promise<VectorHits> {
    return this.#remote.call('search', unit, query, limit, allowed);
  }

  cosines(unit: VectorUnit, query: Float32Array, ids: readonly number[]): Promise<Float32Array> {
    return this.#remote.call('cosines', unit, query, ids);
  }

  /** Tells the worker what a transaction changed; it reads added vectors from the database itself. */
  apply(changes: readonly VectorChange[]): void {
    const changed = changes.filter(({ added, removed }) => added > 0 || removed.length > 0);
    if (changed.length > 0) void this.#remote.call('apply', changed).catch(() => {});
  }

  status(): Promise<VectorStatus> {
    return this.#remote.call('status');
  }

  /** Throws the graphs away, files included, and builds them again from the database. */
  rebuild(): Promise<void> {
    return this.#remote.call('rebuild');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#remote.call('close').catch(() => {});
    await this.#worker.terminate();
  }
}
