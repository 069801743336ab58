import type { IndexProgress, IndexReport, SkippedFile } from '../contracts/library.ts';
import type { SourceRow } from '../storage/read/documents.ts';
import type { ChangedPaths } from './changed-paths.ts';
import { type FileTask, type IndexingServices, indexFiles } from './index-files.ts';
import { skippedFile } from './left-out.ts';
import { planSource, type SourcePlan } from './plan-source.ts';
import { ProgressMeter } from './progress-meter.ts';
import { refreshRandomPairs } from './random-pairs.ts';

/**
 * Brings the library up to date with its sources: scan, plan, then parse → encode → store file by file, newest first,
 * then remove what is gone. Stopping it at any point, by signal or by force, leaves every stored document whole; the
 * next run goes on from there.
 * @param changed  where given, only these paths and what lies inside them are looked at.
 * @yields progress, at least once per file; the run goes on when it is asked for the next one, and can be held so.
 * @returns the report, with every file that was left out and why.
 * @throws AbortError; DomainError `library.*` when the library cannot be written or is gone.
 */
export async function* indexSources(
  sources: readonly SourceRow[],
  services: IndexingServices,
  signal: AbortSignal,
  changed?: ChangedPaths,
): AsyncGenerator<IndexProgress, IndexReport> {
  services.store.place.require();
  const meter = new ProgressMeter(services.encoder.provider);
  yield* meter.report();
  const skipped: SkippedFile[] = [];
  const plans: SourcePlan[] = [];
  for (const source of sources) {
    const scan = yield* planSource(source, services, meter, signal, changed);
    skipped.push(...scan.skipped);
    if (scan.plan) plans.push(scan.plan);
  }
  const tasks = plans.flatMap(({ source, read }) => read.map((file) => ({ source: source.id, file })));
  tasks.sort((a, b) => b.file.modifiedAt - a.file.modifiedAt);
  yield* runPlan(tasks, plans, services, meter, skipped, signal);
  await refreshRandomPairs(services.store, services.writer, services.model);
  meter.finish('done');
  yield* meter.report();
  return {
    ...pick(services.store.documents.counts()),
    skipped,
    seconds: meter.seconds,
    tokensPerSecond: meter.tokensPerSecond,
    provider: meter.provider,
  };
}

async function* runPlan(
  tasks: readonly FileTask[],
  plans: readonly SourcePlan[],
  services: IndexingServices,
  meter: ProgressMeter,
  skipped: SkippedFile[],
  signal: AbortSignal,
): AsyncGenerator<IndexProgress, void> {
  const { writer, vectors } = services;
  const goneDocuments = plans.flatMap((plan) => plan.gone);
  const gone = Map.groupBy(goneDocuments, ({ contentHash }) => contentHash);
  meter.planned();
  yield* meter.report();

  for await (const failure of indexFiles(tasks, gone, services, meter, signal)) {
    if (failure) skipped.push(skippedFile(failure.task.file.path, failure.error));
    yield* meter.report();
  }

  // A document that found a new place has another path by now; the others were deleted.
  const deleted = goneDocuments.filter(({ id, path }) => services.store.documents.byId(id)?.path === path);
  vectors.apply(await writer.removeDocuments(deleted.map(({ id }) => id)));
  await writer.forgetFailures(plans.flatMap((plan) => plan.failuresGone.map((file) => file.path)));
}

function pick({
  documents,
  passages,
  sentences,
}: {
  documents: number;
  passages: number;
  sentences: number;
}) {
  return { documents, passages, sentences };
}
