// Entry of the vector worker: a thread, since a long search or insert must not hold up the engine.
import { workerData } from 'node:worker_threads';
import { threadParentPort } from '../../base/thread-port.ts';
import type { VectorHits } from '../../search/services.ts';
import type { VectorUnit } from '../../storage/ids.ts';
import type { VectorChange } from '../../storage/write/drafts.ts';
import type { SnapshotState } from '../../vector-index/index.ts';
import { serveApi } from '../remote.ts';
import {
  type VectorExamination,
  VectorHolder,
  type VectorStatus,
  type VectorWorkerOptions,
} from '../vector-holder.ts';

export interface VectorWorkerApi {
  search(
    unit: VectorUnit,
    query: Float32Array,
    limit: number,
    allowed?: readonly number[],
  ): Promise<VectorHits>;
  apply(changes: readonly VectorChange[]): Promise<void>;
  catchUp(): Promise<void>;
  status(): Promise<VectorStatus>;
  examine(): Promise<VectorExamination[]>;
  examineSnapshot(): Promise<SnapshotState>;
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

const options = workerData as VectorWorkerOptions;
const holder = VectorHolder.open(options);
serveApi<VectorWorkerApi>(threadParentPort(), {
  search: async (...args) => (await holder).search(...args),
  apply: async (changes) => (await holder).apply(changes),
  catchUp: async () => (await holder).catchUp(),
  status: async () => (await holder).status(),
  examine: async () => (await holder).examine(),
  examineSnapshot: async () => (await holder).examineSnapshot(),
  rebuild: async () => (await holder).rebuild(),
  close: async () => (await holder)[Symbol.asyncDispose](),
});
