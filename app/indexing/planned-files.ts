import type { FailedFileRow, FileState, KnownDocument } from '../storage/read/documents.ts';
import { type ReindexPlan, ReindexPlanner } from './plan-reindex.ts';

/** A plan for files that were found, for tests: lists in, lists out. */
export function planned(
  found: readonly FileState[],
  known: readonly KnownDocument[],
  failed: readonly FailedFileRow[],
  isElsewhere?: (path: string) => boolean,
  isOutOfSight?: (path: string) => boolean,
): ReindexPlan {
  const planner = new ReindexPlanner(failed, isElsewhere);
  planner.know(known);
  for (const file of found) planner.meet(file);
  return planner.finish(isOutOfSight);
}
