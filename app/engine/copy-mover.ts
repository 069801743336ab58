import { lstat, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError, toErrorData } from '../base/domain-error.ts';
import { Mutex } from '../base/mutex.ts';
import type { MovedCopy, MoveToBinRequest } from '../contracts/copies.ts';
import { contentHashOf } from '../indexing/same-file.ts';
import type { DocumentId } from '../storage/ids.ts';
import type { DocumentReader, DocumentRow } from '../storage/read/documents.ts';
import { documentFile } from './document-file.ts';

type Move = MoveToBinRequest['moves'][number];

/** What was to stay is not there, so the copy was put back, or lies in the bin. */
export const KEPT_IS_GONE = 'bin.kept-is-gone';

export interface CopyMoverOptions {
  readonly documents: DocumentReader;
  /** Whether two documents are copies of each other as a whole. */
  readonly areCopies: (one: number, other: number) => Promise<boolean>;
}

/**
 * Puts a file into the system's bin.
 * @returns what puts the file back where it was; null where the system cannot be asked to.
 * @throws DomainError `bin.*`
 */
export type MoveToBin = (file: string) => Promise<(() => Promise<void>) | null>;

/** Real paths, with all links followed. */
interface ProvenFiles {
  readonly copy: string;
  readonly kept: string;
}

/**
 * Puts copies of documents into the system's bin, one after another. Right before each, both files are read again: the
 * copy goes only if both still have the very bytes that were indexed, so that what was seen is what goes, and what it
 * says stays. Should the file to keep be gone right after, the copy is put back.
 */
export class CopyMover {
  readonly #options: CopyMoverOptions;
  /** Two requests at once could each take the other's reference away. */
  readonly #turn = new Mutex();

  constructor(options: CopyMoverOptions) {
    this.#options = options;
  }

  /** @throws DomainError `bin.is-reference`, and then nothing was moved. */
  async move(moves: readonly Move[], moveToBin: MoveToBin): Promise<MovedCopy[]> {
    const kept = new Set(moves.map(({ reference }) => reference));
    if (moves.some(({ copy }) => kept.has(copy))) throw movesReference();
    const unique = [...new Map(moves.map((move) => [move.copy, move])).values()];
    return this.#turn.run(async () => {
      const moved: MovedCopy[] = [];
      for (const move of unique) moved.push(await this.#moveOne(move, moveToBin));
      return moved;
    });
  }

  async #moveOne({ reference, copy }: Move, moveToBin: MoveToBin): Promise<MovedCopy> {
    const document = this.#options.documents.byId(copy as DocumentId);
    const told = { documentId: copy, document: document?.path ?? '' };
    try {
      if (!document) throw changed('A document of the list', 'is not in the library any more');
      const files = await this.#provenFiles(document, reference);
      const putBack = await moveToBin(files.copy);
      if (!(await exists(files.kept))) throw await keptIsGone(files, putBack);
      return { ...told, error: null };
    } catch (error) {
      return { ...told, error: toErrorData(error) };
    }
  }

  /** @returns two files, both as they were indexed. */
  async #provenFiles(copy: DocumentRow, reference: number): Promise<ProvenFiles> {
    const kept = this.#options.documents.byId(reference as DocumentId);
    if (!kept || !(await this.#options.areCopies(kept.id, copy.id))) {
      throw changed(`“${basename(copy.path)}”`, 'is no copy of the document to keep any more');
    }
    if ((await lstat(copy.path).catch(() => null))?.isSymbolicLink()) {
      throw new DomainError('bin.is-link', {
        message: `“${basename(copy.path)}” is a link to a file, not a file of its own.`,
        nextStep: 'Delete the link yourself if you do not need it.',
      });
    }
    const files = { copy: await this.#unchangedFile(copy), kept: await this.#unchangedFile(kept) };
    if (await isOneFile(files)) {
      throw new DomainError('bin.same-file', {
        message: `“${basename(copy.path)}” and the document to keep are one file, reached by two ways.`,
        nextStep: 'Nothing has to be done: there is no copy.',
      });
    }
    return files;
  }

  async #unchangedFile({ path, sourceId, contentHash }: DocumentRow): Promise<string> {
    const source = this.#options.documents.sources().find(({ id }) => id === sourceId);
    if (!source) throw changed(`“${basename(path)}”`, 'is not in the library any more');
    const file = await documentFile(path, source.path);
    if ((await contentHashOf(file)) !== contentHash)
      throw changed(`“${basename(path)}”`, 'was changed since it was read');
    return file;
  }
}

/** Hard links and folders that are mounted twice give one file several real paths. */
async function isOneFile({ copy, kept }: ProvenFiles): Promise<boolean> {
  const [one, other] = await Promise.all([stat(copy, { bigint: true }), stat(kept, { bigint: true })]);
  return one.dev === other.dev && one.ino === other.ino;
}

async function exists(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => null)) !== null;
}

/** Another program may take the kept file away, and a network may give one file two identities. */
async function keptIsGone(
  { copy, kept }: ProvenFiles,
  putBack: Awaited<ReturnType<MoveToBin>>,
): Promise<DomainError> {
  await putBack?.();
  const name = `“${basename(copy)}”`;
  return new DomainError(KEPT_IS_GONE, {
    message: `The document to keep was gone right after ${name} had been moved: ${kept}.`,
    nextStep: putBack ? `${name} was put back: ${copy}.` : `Put ${name} back from the system’s bin.`,
  });
}

function changed(name: string, what: string): DomainError {
  return new DomainError('bin.changed', {
    message: `${name} ${what}.`,
    nextStep: 'It was left where it is. Let the library catch up, then look at the duplicates again.',
    retryable: true,
  });
}

function movesReference(): DomainError {
  return new DomainError('bin.is-reference', {
    message: 'A document that is to be kept was chosen for the bin too.',
    nextStep: 'Choose again which copies to move; nothing was moved.',
  });
}
