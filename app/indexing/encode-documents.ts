import type { PassageDraft } from '../contracts/document.ts';
import { passageHash } from '../storage/passage-content.ts';
import type { FileState } from '../storage/read/documents.ts';
import type { EncodedPassage, PassageVectors } from '../storage/write/drafts.ts';
import { encodePassages } from './encode-passages.ts';
import type { ReadDocument, TextEncoder } from './services.ts';

interface PendingPassage {
  readonly draft: PassageDraft;
  readonly hash: Buffer;
  /** Neither stored in the document nor known from a copy of it. */
  readonly isNew: boolean;
  /** Those of a copy. */
  readonly vectors: PassageVectors | null;
}

/** A document on its way: which of its passages need vectors is known, the vectors are not. */
export interface PendingDocument {
  readonly file: FileState;
  readonly document: ReadDocument;
  readonly passages: readonly PendingPassage[];
}

export interface EncodedDocument {
  readonly file: FileState;
  readonly document: ReadDocument;
  readonly passages: readonly EncodedPassage[];
}

export interface EncodedGroup {
  readonly documents: readonly EncodedDocument[];
  readonly tokens: number;
  /** Texts that lost their end because a single one was longer than the model takes. */
  readonly truncated: number;
}

/**
 * Marks the passages that need vectors; each stored copy serves one passage.
 * @param stored  hashes of the passages that have vectors.
 * @param vectorsOf  finds what another document has made of the same passage.
 */
export function pendingDocument(
  file: FileState,
  document: ReadDocument,
  stored: readonly Buffer[],
  vectorsOf: (hash: Buffer) => PassageVectors | null,
): PendingDocument {
  const copies = new Map<string, number>();
  for (const hash of stored) copies.set(hash.toString('hex'), (copies.get(hash.toString('hex')) ?? 0) + 1);
  const passages = document.passages.map((draft) => {
    const hash = passageHash(document.title, draft);
    const left = copies.get(hash.toString('hex')) ?? 0;
    copies.set(hash.toString('hex'), left - 1);
    const vectors = left > 0 ? null : vectorsOf(hash);
    return { draft, hash, vectors, isNew: left <= 0 && vectors === null };
  });
  return { file, document, passages };
}

/**
 * Encodes the new passages of several documents together, so that small documents fill whole batches.
 * @throws AbortError between two calls; DomainError `encoder.*` | `model.*`
 */
export async function encodeDocuments(
  group: readonly PendingDocument[],
  encoder: TextEncoder,
  signal: AbortSignal,
): Promise<EncodedGroup> {
  const fresh = group.flatMap(({ document: { title }, passages }) =>
    passages.filter(({ isNew }) => isNew).map(({ draft }) => ({ title, draft })),
  );
  const encodable = fresh.map(({ title, draft }) => ({
    ...draft,
    title,
    sentences: draft.sentences.map(({ textSpan }) => textSpan),
  }));
  const { vectors, ...counts } = await encodePassages(encodable, encoder, signal);
  const vectorsOf = new Map(fresh.map(({ draft }, index) => [draft, vectors[index]!]));
  return { ...counts, documents: group.map((pending) => withVectors(pending, vectorsOf)) };
}

function withVectors(
  { file, document, passages }: PendingDocument,
  made: ReadonlyMap<PassageDraft, PassageVectors>,
): EncodedDocument {
  return {
    file,
    document,
    passages: passages.map(({ draft, hash, vectors }) => ({
      ...{ draft, hash },
      vectors: made.get(draft) ?? vectors,
    })),
  };
}
