// Entry of the worker that examines the database: a thread, since it reads and adds up all that a library holds.
import { workerData } from 'node:worker_threads';
import { threadParentPort } from '../../base/thread-port.ts';
import { openForReading } from '../../storage/connection.ts';
import type { ModelId } from '../../storage/ids.ts';
import { type Examination, examineDatabase } from '../../storage/read/examination.ts';
import { serveApi } from '../remote.ts';

export interface ExaminationWorkerApi {
  examine(model: ModelId): Promise<Examination>;
}

serveApi<ExaminationWorkerApi>(threadParentPort(), {
  examine: async (model) => examineDatabase(openForReading(workerData as string), model),
});
