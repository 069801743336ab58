import type { FailedFileRow, FileState, KnownDocument } from '../storage/read/documents.ts';
import { hasSizeOf, looksLike } from './same-file.ts';

/** What one source needs. */
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

/** Compares the files of a source, one by one, with what the library knows. */
export class ReindexPlanner {
  /** Those that were not met yet. */
  readonly #known = new Map<string, KnownDocument>();
  readonly #failed: Map<string, FailedFileRow>;
  readonly #isElsewhere: (path: string) => boolean;
  readonly #read: FileState[] = [];
  readonly #stillFailing: FailedFileRow[] = [];
  readonly #mended: FailedFileRow[] = [];
  readonly #resembling: KnownDocument[] = [];
  #filesMet = 0;
  #knowsAny = false;
  #hasMetUnchanged = false;

  /** @param isElsewhere  tells whether the path belongs to another source already (nested sources). */
  constructor(failed: readonly FailedFileRow[], isElsewhere: (path: string) => boolean = () => false) {
    this.#failed = new Map(failed.map((file) => [file.path, file]));
    this.#isElsewhere = isElsewhere;
  }

  /** Documents of the source, before the first file is met. */
  know(documents: readonly KnownDocument[]): void {
    for (const document of documents) this.#known.set(document.path, document);
    this.#knowsAny ||= documents.length > 0;
  }

  /** @returns whether the file is to be read. */
  meet(file: FileState): boolean {
    const [known, failure] = [this.#known.get(file.path), this.#failed.get(file.path)];
    this.#known.delete(file.path);
    this.#failed.delete(file.path);
    this.#filesMet++;
    if (known) this.#recognize(known, file);
    if (failure && !failure.retryable && isSame(file, failure)) {
      this.#stillFailing.push(failure);
      return false;
    }
    if (known && isSame(file, known)) {
      if (failure) this.#mended.push(failure);
      return false;
    }
    if (!known && this.#isElsewhere(file.path)) return false;
    this.#read.push(file);
    return true;
  }

  get filesMet(): number {
    return this.#filesMet;
  }

  /** Whether the library knows any file of the source. */
  get knowsAny(): boolean {
    return this.#knowsAny;
  }

  /** Whether any file was met that looks as it did when it was read. A name alone is no proof: each folder has a README. */
  get hasMetUnchanged(): boolean {
    return this.#hasMetUnchanged;
  }

  /** Documents whose file was met with its size and another time: only the content tells whether it is the same. */
  get resembling(): readonly KnownDocument[] {
    return this.#resembling;
  }

  /** @param isOutOfSight  what cannot be looked at now may well be there. */
  finish(isOutOfSight: (path: string) => boolean = () => false): ReindexPlan {
    const isGone = ({ path }: FileState) => !isOutOfSight(path);
    return {
      read: this.#read.sort((a, b) => b.modifiedAt - a.modifiedAt || (a.path < b.path ? -1 : 1)),
      gone: [...this.#known.values()].filter(isGone),
      stillFailing: this.#stillFailing,
      failuresGone: [...this.#mended, ...this.#failed.values().filter(isGone)],
    };
  }

  #recognize(known: KnownDocument, file: FileState): void {
    if (looksLike(known, file)) this.#hasMetUnchanged = true;
    else if (hasSizeOf(known, file)) this.#resembling.push(known);
  }
}

function isSame(a: FileState, b: FileState): boolean {
  const isUnchanged = a.changedAt !== null && a.changedAt === b.changedAt;
  return isUnchanged && a.size === b.size && a.modifiedAt === b.modifiedAt;
}
