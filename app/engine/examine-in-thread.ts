import { Worker } from 'node:worker_threads';
import { workerPort } from '../base/thread-port.ts';
import type { ModelId } from '../storage/ids.ts';
import type { Examination } from '../storage/read/examination.ts';
import type { EngineParts } from './engine-parts.ts';
import type { ExaminationWorkerApi } from './processes/examination-worker.ts';
import { SupervisedProcess } from './supervised-process.ts';

/**
 * Examines the whole database in a thread that is started for it, so that searches are answered meanwhile: it takes
 * seconds in a large library.
 * @throws DomainError `library.*` | `examination-worker.crashed`
 */
export async function examineInThread(
  { libraryDir, store, logger }: Pick<EngineParts, 'libraryDir' | 'store' | 'logger'>,
  model: ModelId,
): Promise<Examination> {
  // A file that was taken away can be read no more but by those who have it open.
  if (!store.place.isKept) return store.examine(model);
  using thread = new SupervisedProcess<ExaminationWorkerApi>({
    name: 'examination-worker',
    logger,
    attempts: 1,
    spawn: () => {
      const worker = new Worker(new URL('./processes/examination-worker.ts', import.meta.url), {
        workerData: libraryDir,
      });
      return { ...workerPort(worker), kill: () => void worker.terminate(), residentBytes: () => null };
    },
  });
  return await thread.call('examine', model);
}
