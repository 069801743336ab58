// Entry of the worker that compares passages: a thread, since comparing a library takes minutes of computing.
import { workerData } from 'node:worker_threads';
import { threadParentPort } from '../../base/thread-port.ts';
import type { CopiesReport } from '../../contracts/copies.ts';
import type { DuplicateReport, DuplicateRequest, IgnoredDuplicates } from '../../contracts/duplicates.ts';
import type { ComparisonStep } from '../../near-duplicates/compare-passages.ts';
import { DuplicateDesk, type DuplicateDeskOptions } from '../duplicate-desk.ts';
import { serveApi } from '../remote.ts';

export interface DuplicateWorkerApi {
  begin(): Promise<void>;
  step(): Promise<ComparisonStep | null>;
  report(request: DuplicateRequest): Promise<DuplicateReport>;
  ignored(): Promise<IgnoredDuplicates[]>;
  copies(): Promise<CopiesReport>;
  areCopies(one: number, other: number): Promise<boolean>;
}

const desk = new DuplicateDesk(workerData as DuplicateDeskOptions);
serveApi<DuplicateWorkerApi>(threadParentPort(), {
  begin: async () => desk.begin(),
  step: async () => desk.step(),
  report: async (request) => desk.report(request),
  ignored: async () => desk.ignored(),
  copies: async () => desk.copies(),
  areCopies: async (one, other) => desk.areCopies(one, other),
});
