import { readdir } from 'node:fs/promises';
import { isWithin } from '../base/is-within.ts';
import { TimeSlice } from '../base/time-slice.ts';
import type { IndexProgress, SkippedFile } from '../contracts/library.ts';
import type { FolderIdentity, SourceRow } from '../storage/read/documents.ts';
import { ChangedPaths } from './changed-paths.ts';
import type { IndexingServices } from './index-files.ts';
import {
  type LeftOut,
  otherDisk,
  pathUnreadable,
  skippedFile,
  sourceEmpty,
  sourceUnreachable,
} from './left-out.ts';
import { type ReindexPlan, ReindexPlanner } from './plan-reindex.ts';
import type { ProgressMeter } from './progress-meter.ts';
import { isStillThere } from './same-file.ts';
import { type ScanOptions, scanFolder } from './scan-folder.ts';
import { folderIdentity, isSameFolder } from './source-folder.ts';

export interface SourcePlan extends ReindexPlan {
  readonly source: SourceRow;
}

/** What looking through a source came to. */
export interface SourceScan {
  /** Null when the source cannot be reached: then nothing is known of its files. */
  readonly plan: SourcePlan | null;
  readonly skipped: readonly SkippedFile[];
}

const FILES_PER_REPORT = 500;

/**
 * Looks through a source and plans what is to be done.
 * @param changed  where given, only these paths and what lies inside them are looked at.
 * @yields how many files to read were found so far.
 * @throws AbortError
 */
export async function* planSource(
  source: SourceRow,
  services: IndexingServices,
  meter: ProgressMeter,
  signal: AbortSignal,
  changed: ChangedPaths | undefined,
): AsyncGenerator<IndexProgress, SourceScan> {
  const { store, writer, logger } = services;
  const planner = await informedPlanner(source, services, changed);
  const leftOut: LeftOut[] = [];
  const isSource = (path: string) => store.documents.sources().some((other) => other.path === path);
  const outOfSight: string[] = [];
  const folder = yield* meetFiles(source, planner, meter, signal, {
    changed,
    ignore: store.settings.get('ignore'),
    onUnreadable(path, cause) {
      outOfSight.push(path);
      leftOut.push(pathUnreadable(path, cause));
      logger.warn('scan.unreadable', { path, cause: String(cause) });
    },
    onVanished: (path) => outOfSight.push(path),
    onOtherDisk(path) {
      outOfSight.push(path);
      if (!isSource(path)) leftOut.push(otherDisk(path));
    },
    onLeftOut: (each) => leftOut.push(each),
  });
  const toSkip = () => leftOut.map(({ path, error }) => skippedFile(path, error));
  if (folder === null || !(await isTheSource(source, folder, planner, changed))) {
    for (const { size } of planner.finish().read) meter.fileFailed(size);
    leftOut.push(sourceUnreachable(source.path));
    return { plan: null, skipped: toSkip() };
  }
  if (planner.filesMet + leftOut.length === 0 && !changed) leftOut.push(sourceEmpty(source.path));
  if (!changed && (folder.device !== source.device || folder.inode !== source.inode))
    await writer.identifySource(source.id, folder);
  const hidden = new ChangedPaths(outOfSight);
  const plan = planner.finish((path) => hidden.cover(path));
  const failing = plan.stillFailing.map((failure) => skippedFile(failure.path, failure));
  return { plan: { ...plan, source }, skipped: [...toSkip(), ...failing] };
}

/** A planner that knows what the library knows, as far as this run goes. */
async function informedPlanner(
  source: SourceRow,
  { store: { documents } }: IndexingServices,
  changed: ChangedPaths | undefined,
): Promise<ReindexPlanner> {
  const failed = documents.failedFiles(source.id).filter(({ path }) => !changed || changed.cover(path));
  const others = documents.sources().filter(({ id }) => id !== source.id);
  const planner = new ReindexPlanner(
    failed,
    (path) => others.some((other) => isWithin(path, other.path)) && documents.byPath(path) !== undefined,
  );
  const slice = new TimeSlice();
  const pages = changed
    ? Iterator.from(changed).map((path) => documents.knownAt(path, source.id))
    : documents.knownPages(source.id);
  for (const page of pages) {
    planner.know(page);
    await slice.pause();
  }
  return planner;
}

/** @returns what the folder is known by; null when it went away meanwhile, or is another one now. */
async function* meetFiles(
  source: SourceRow,
  planner: ReindexPlanner,
  meter: ProgressMeter,
  signal: AbortSignal,
  options: ScanOptions,
): AsyncGenerator<IndexProgress, FolderIdentity | null> {
  try {
    const before = await folderIdentity(source.path);
    for await (const file of scanFolder(source.path, signal, options)) {
      if (planner.meet(file)) meter.found(file.size);
      if (planner.filesMet % FILES_PER_REPORT === 0) yield* meter.report();
    }
    const after = await folderIdentity(source.path);
    return isSameFolder(before, after) ? after : null;
  } catch (error) {
    if (signal.aborted || !isOfTheSystem(error)) throw error;
    return null;
  }
}

/**
 * Another folder in the source's place is taken for it when it holds any of its documents as it was read, or when there
 * were none.
 */
async function isTheSource(
  source: SourceRow,
  folder: FolderIdentity,
  planner: ReindexPlanner,
  changed: ChangedPaths | undefined,
): Promise<boolean> {
  if (isSameFolder(folder, source)) return true;
  // Some of its files tell too little: the next look at the whole source finds out.
  if (changed) return false;
  if (!planner.knowsAny) return (await readdir(source.path)).length > 0;
  if (planner.hasMetUnchanged) return true;
  for (const known of planner.resembling) if (await isStillThere(known)) return true;
  return false;
}

function isOfTheSystem(error: unknown): boolean {
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall !== undefined || code === 'source.missing' || code === 'source.not-a-folder';
}
