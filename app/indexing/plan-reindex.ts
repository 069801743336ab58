import type { ModelId } from '../storage/ids.ts';
import type { FailedFileRow, FileState, KnownDocument } from '../storage/read/documents.ts';

/** What one source needs: two lists in, three lists out. */
export interface ReindexPlan {
  /** Files to read: new, changed, or encoded by another model. Newest first, so that they are searchable first. */
  readonly read: readonly FileState[];
  /** Documents whose file is gone; a file read later with the same content is their new place. */
  readonly gone: readonly KnownDocument[];
  /** Files that failed before and have not changed since. */
  readonly stillFailing: readonly FailedFileRow[];
  /** Files that failed before and are no longer there. */
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
  model: ModelId,
  elsewhere: (path: string) => boolean = () => false,
): ReindexPlan {
  const knownByPath = new Map(known.map((document) => [document.path, document]));
  const failedByPath = new Map(failed.map((file) => [file.path, file]));
  const foundPaths = new Set(found.map((file) => file.path));

  const stillFailing: FailedFileRow[] = [];
  const read = found.filter((file) => {
    const failure = failedByPath.get(file.path);
    if (failure && isSame(file, failure)) {
      stillFailing.push(failure);
      return false;
    }
    const document = knownByPath.get(file.path);
    if (document) return document.modelId !== model || !isSame(file, document);
    return !elsewhere(file.path);
  });
  return {
    read: read.toSorted((a, b) => b.modifiedAt - a.modifiedAt || (a.path < b.path ? -1 : 1)),
    gone: known.filter((document) => !foundPaths.has(document.path)),
    stillFailing,
    failuresGone: failed.filter((file) => !foundPaths.has(file.path)),
  };
}

function isSame(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.modifiedAt === b.modifiedAt;
}
