import { lstat, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { isWithin } from '../base/is-within.ts';
import { documentTypeOf } from '../parsing/document-type.ts';

/**
 * The file of a document as it is on disk now, for a program outside to open: a regular file of a type that Semblance
 * reads, inside the folder that was added. What a link leads to is judged, not the link.
 * @param path    absolute, as stored
 * @param source  the folder that the document was found in
 * @returns the file's path with all links followed
 * @throws DomainError `document.gone` | `document.outside-source` | `document.not-a-document`
 */
export async function documentFile(path: string, source: string): Promise<string> {
  const [file, folder] = await Promise.all([real(path, path), real(source, path)]);
  if (!isWithin(file, folder)) {
    throw new DomainError('document.outside-source', {
      message: `“${basename(path)}” leads to a file outside of the folder ${source}.`,
      nextStep: 'Add the folder where the file really lies.',
    });
  }
  if (documentTypeOf(file) === null || !(await lstat(file)).isFile()) {
    throw new DomainError('document.not-a-document', {
      message: `What lies at ${path} now is no document.`,
      nextStep: 'Rescan its folder, then search again.',
    });
  }
  return file;
}

async function real(path: string, document: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    throw new DomainError('document.gone', {
      message: `The file ${document} cannot be reached.`,
      nextStep: 'Connect its drive if it lies on one; if it was moved or deleted, rescan its folder.',
      retryable: true,
      cause,
    });
  }
}
