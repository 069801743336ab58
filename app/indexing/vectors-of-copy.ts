import { documentTypeOf } from '../parsing/document-type.ts';
import type { ModelId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { PassageVectors } from '../storage/write/drafts.ts';
import type { ReadDocument } from './services.ts';

/**
 * Finds vectors in a document of the same content, wherever it lies: the file was copied, or was moved and its old place
 * is yet to be looked at.
 */
export function vectorsOfCopy(
  { contentHash, type }: ReadDocument,
  { documents, passages, vectors }: LibraryStore,
  model: ModelId,
): (hash: Buffer) => PassageVectors | null {
  const copy = documents.withContent(contentHash).find(({ path }) => documentTypeOf(path) === type);
  const ids = new Map(
    copy && passages.encoded(copy.id, model).map(({ id, hash }) => [hash.toString('hex'), id]),
  );
  return (hash) => {
    const id = ids.get(hash.toString('hex'));
    return id === undefined ? null : vectors.ofPassage(id, model);
  };
}
