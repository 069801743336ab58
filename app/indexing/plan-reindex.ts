import type { FailedFileRow, FileState, KnownDocument } from '../storage/read/documents.ts';

/** What one source needs: two lists in, three lists out. */
export interface ReindexPlan {
  /** Files to read: new or changed. Newest first, so that they are searchable first. */
  readonly read: readonly FileState[];
  /** Documents whose file is gone; a file read later with the same content is their new place. */
  readonly gone: readonly KnownDocument[];
  /** Files that failed before, have not changed since, and would fail again. */
  readonly stillFailing: readonly FailedFileRow[];
  /** Files that failed before and are no longer there, or are again as they were indexed. */
  readonly failuresGone: readonly FailedFileRow[];
}

/**
 * Compares the files of a source with what the library knows.
 * @param elsewhere  tells whether the path belongs to another source already (nested sources).
 */
export function planReindex(
  found: readonly FileState[],
  known: readonly KnownDocument[],
  failed: readonly FailedFileRow[],
  elsewhere: (path: string) => boolean = () => false,
): ReindexPlan {
  const knownByPath = new Map(known.map((document) => [document.path, document]));
  const failedByPath = new Map(failed.map((file) => [file.path, file]));
  const foundByPath = new Map(found.map((file) => [file.path, file]));
  const isUpToDate = (path: string) => {
    const [file, document] = [foundByPath.get(path), knownByPath.get(path)];
    return file !== undefined && document !== undefined && isSame(file, document);
  };

  const stillFailing: FailedFileRow[] = [];
  const read = found.filter((file) => {
    const failure = failedByPath.get(file.path);
    if (failure && !failure.retryable && isSame(file, failure)) {
      stillFailing.push(failure);
      return false;
    }
    if (knownByPath.has(file.path)) return !isUpToDate(file.path);
    return !elsewhere(file.path);
  });
  return {
    read: read.toSorted((a, b) => b.modifiedAt - a.modifiedAt || (a.path < b.path ? -1 : 1)),
    gone: known.filter((document) => !foundByPath.has(document.path)),
    stillFailing,
    failuresGone: failed.filter((file) => !foundByPath.has(file.path) || isUpToDate(file.path)),
  };
}

function isSame(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.modifiedAt === b.modifiedAt;
}
