import type { ErrorData } from '../base/domain-error.ts';
import type { IndexProgress, IndexReport, SkippedFile } from '../contracts/library.ts';
import type { FileState, KnownDocument, SourceRow } from '../storage/read/documents.ts';
import { ChangedPaths } from './changed-paths.ts';
import { type FileTask, type IndexingServices, indexFiles } from './index-files.ts';
import { type LeftOut, pathUnreadable, sourceEmpty, sourceUnreachable } from './left-out.ts';
import { planReindex, type ReindexPlan } from './plan-reindex.ts';
import { ProgressMeter } from './progress-meter.ts';
import { samplePairs } from './random-pairs.ts';
import { isReachable, type ScanOptions, scanFolder } from './scan-folder.ts';
import { folderDevice } from './source-folder.ts';

interface SourcePlan extends ReindexPlan {
  readonly source: SourceRow;
}

/** Refreshing the percentile sample costs a scan of the vector ids: worth it when the library changed this much. */
const RESAMPLE_SHARE = 0.1;

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
    const plan = await planSource(source, services, skipped, signal, changed);
    if (plan) plans.push(plan);
  }
  const tasks = plans.flatMap(({ source, read }) => read.map((file) => ({ source: source.id, file })));
  tasks.sort((a, b) => b.file.modifiedAt - a.file.modifiedAt);
  yield* runPlan(tasks, plans, services, meter, skipped, signal);
  await refreshRandomPairs(tasks.length, services);
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
  const gone = new Map<string, KnownDocument>(goneDocuments.map((item) => [item.contentHash, item]));
  meter.planned(
    tasks.length,
    tasks.reduce((sum, { file }) => sum + file.size, 0),
  );
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

async function planSource(
  source: SourceRow,
  { store, logger }: IndexingServices,
  skipped: SkippedFile[],
  signal: AbortSignal,
  changed: ChangedPaths | undefined,
): Promise<SourcePlan | null> {
  const concerned = ({ path }: FileState) => !changed || changed.cover(path);
  const known = store.documents.knownDocuments(source.id).filter(concerned);
  const unreadable: string[] = [];
  const leftOut: LeftOut[] = [];
  const found = await findFiles(source, known, signal, {
    changed,
    ignore: store.settings.get('ignore'),
    onUnreadable(path, cause) {
      unreadable.push(path);
      leftOut.push(pathUnreadable(path, cause));
      logger.warn('scan.unreadable', { path, cause: String(cause) });
    },
    onLeftOut: (each) => leftOut.push(each),
  });
  if (found === null) leftOut.push(sourceUnreachable(source.path));
  else if (found.length + leftOut.length === 0 && !changed) leftOut.push(sourceEmpty(source.path));
  for (const { path, error } of leftOut) skipped.push(skippedFile(path, error));
  if (found === null) return null;
  const failed = store.documents.failedFiles(source.id).filter(concerned);
  const plan = planReindex(found, known, failed, (path) => store.documents.byPath(path) !== undefined);
  for (const failure of plan.stillFailing) skipped.push(skippedFile(failure.path, failure));
  const outOfSight = new ChangedPaths(unreadable);
  return { ...plan, gone: plan.gone.filter((document) => !outOfSight.cover(document.path)), source };
}

/** The source's files, or null when it cannot be reached: gone, or an unmounted drive's mount point. */
async function findFiles(
  source: SourceRow,
  known: readonly KnownDocument[],
  signal: AbortSignal,
  options: ScanOptions,
): Promise<FileState[] | null> {
  try {
    if (!(await isReachable(source))) return null;
    const found = await Array.fromAsync(scanFolder(source.path, signal, options));
    const paths = new Set(found.map(({ path }) => path));
    const isOtherFolder = (await folderDevice(source.path)) !== source.device;
    return isOtherFolder && known.length > 0 && !known.some(({ path }) => paths.has(path)) ? null : found;
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

async function refreshRandomPairs(filesRead: number, services: IndexingServices): Promise<void> {
  const { store, writer, model } = services;
  const { documents } = store.documents.counts();
  const sampled = (store.vectors.randomPairCosines(model)?.length ?? 0) > 0;
  if (sampled && filesRead < documents * RESAMPLE_SHARE) return;
  await samplePairs(store, writer, model);
}

function skippedFile(path: string, { code, message, nextStep }: ErrorData): SkippedFile {
  return { path, code, message, nextStep };
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
