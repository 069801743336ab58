import { TimeSlice } from '../base/time-slice.ts';
import { documentTypeOf } from '../parsing/document-type.ts';
import type { DocumentId, ModelId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { KnownDocument } from '../storage/read/documents.ts';
import type { PassageVectors } from '../storage/write/drafts.ts';
import type { ReadDocument } from './services.ts';

/**
 * Hashes of the passages that a document may keep with their vectors: none where something of it is not as it was
 * stored, since what is kept is sealed again.
 */
export async function keptPassages(
  document: DocumentId,
  { passages, seals }: LibraryStore,
  model: ModelId,
): Promise<Buffer[]> {
  if (!(await new TimeSlice().spread(seals.fit(document, model)))) return [];
  return passages.encoded(document, model).map(({ hash }) => hash);
}

/**
 * Finds vectors in another document of the same content, wherever it lies: the file was copied, or was moved and its old
 * place is yet to be looked at. A document that is not as it was stored lends nothing.
 * @param before  what the library knows of the file itself.
 */
export async function vectorsOfCopy(
  { contentHash, type }: ReadDocument,
  before: KnownDocument | undefined,
  { documents, passages, seals, vectors }: LibraryStore,
  model: ModelId,
): Promise<(hash: Buffer) => PassageVectors | null> {
  for (const { id, path } of documents.withContent(contentHash)) {
    if (id === before?.id || documentTypeOf(path) !== type) continue;
    if (!(await new TimeSlice().spread(seals.fit(id, model)))) continue;
    const ids = new Map(
      passages.encoded(id, model).map((passage) => [passage.hash.toString('hex'), passage.id]),
    );
    return (hash) => {
      const passage = ids.get(hash.toString('hex'));
      return passage === undefined ? null : vectors.ofPassage(passage, model);
    };
  }
  return () => null;
}
