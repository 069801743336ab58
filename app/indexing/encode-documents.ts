import { createHash } from 'node:crypto';
import type { PassageDraft } from '../contracts/document.ts';
import type { FileState } from '../storage/read/documents.ts';
import type { EncodedPassage, PassageVectors, StoredVector } from '../storage/write/drafts.ts';
import type { PassageText, ReadDocument, TextEncoder, VectorRows } from './services.ts';

/** A document on its way: which of its passages need vectors is known, the vectors are not. */
export interface PendingDocument {
  readonly file: FileState;
  readonly document: ReadDocument;
  readonly passages: readonly { draft: PassageDraft; hash: Buffer; isNew: boolean }[];
}

export interface EncodedDocument {
  readonly file: FileState;
  readonly document: ReadDocument;
  readonly passages: readonly EncodedPassage[];
}

export interface EncodedGroup {
  readonly documents: readonly EncodedDocument[];
  readonly tokens: number;
}

/**
 * What a passage's vectors depend on, as 16 bytes: equal hashes, equal vectors.
 * @param fingerprint  of the model and of the way texts are prepared for it.
 */
export function passageHash(fingerprint: string, title: string | null, draft: PassageDraft): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([fingerprint, draft.kind, passageContext(title, draft), draft.text]))
    .digest()
    .subarray(0, 16);
}

/** Marks the passages that the library does not hold yet; each stored copy serves one passage. */
export function pendingDocument(
  file: FileState,
  document: ReadDocument,
  fingerprint: string,
  stored: readonly Buffer[],
): PendingDocument {
  const copies = new Map<string, number>();
  for (const hash of stored) copies.set(hash.toString('hex'), (copies.get(hash.toString('hex')) ?? 0) + 1);
  const passages = document.passages.map((draft) => {
    const hash = passageHash(fingerprint, document.title, draft);
    const left = copies.get(hash.toString('hex')) ?? 0;
    copies.set(hash.toString('hex'), left - 1);
    return { draft, hash, isNew: left <= 0 };
  });
  return { file, document, passages };
}

/** Sentences of a passage that get a vector of their own: prose does, lines of code do not. */
function hasSentenceVectors(draft: PassageDraft): boolean {
  return draft.kind !== 'code';
}

/** Encodes the new passages of several documents in one call, so that small documents fill whole batches. */
export async function encodeDocuments(
  group: readonly PendingDocument[],
  encoder: TextEncoder,
): Promise<EncodedGroup> {
  const fresh = group.flatMap(({ document, passages }) =>
    passages.filter((passage) => passage.isNew).map(({ draft }) => ({ title: document.title, draft })),
  );
  const sentences = fresh.flatMap(({ draft }) =>
    hasSentenceVectors(draft)
      ? draft.sentences.map(({ textSpan }) => draft.text.slice(textSpan.start, textSpan.end))
      : [],
  );
  const texts = fresh.map(({ title, draft }) => ({
    context: passageContext(title, draft),
    text: draft.text,
  }));
  if (texts.length === 0)
    return { documents: group.map((pending) => withVectors(pending, new Map())), tokens: 0 };

  const encoded = await encoder.encode(sentences, texts satisfies PassageText[]);
  const vectors = new Map<PassageDraft, PassageVectors>();
  const sentenceRows = rowReader(encoded.sentences);
  const windowRows = rowReader(encoded.windows);
  for (const [index, { draft }] of fresh.entries()) {
    vectors.set(draft, {
      sentences: hasSentenceVectors(draft) ? draft.sentences.map(sentenceRows) : [],
      windows: Array.from({ length: encoded.windowsPerPassage[index] ?? 0 }, windowRows),
    });
  }
  return { documents: group.map((pending) => withVectors(pending, vectors)), tokens: encoded.tokens };
}

function withVectors(
  { file, document, passages }: PendingDocument,
  vectors: ReadonlyMap<PassageDraft, PassageVectors>,
): EncodedDocument {
  return {
    file,
    document,
    passages: passages.map(({ draft, hash }) => ({ draft, hash, vectors: vectors.get(draft) ?? null })),
  };
}

/** Title and headings, as they are encoded before a passage's text. */
function passageContext(title: string | null, draft: PassageDraft): string {
  const parts = title && draft.headingPath[0] !== title ? [title, ...draft.headingPath] : draft.headingPath;
  return parts.join(' > ');
}

/** Hands out the rows one after another. */
function rowReader({ scales, data }: VectorRows): () => StoredVector {
  const width = scales.length === 0 ? 0 : data.length / scales.length;
  let row = 0;
  return () => {
    const start = row * width;
    return { scale: scales[row++] as number, data: data.subarray(start, start + width) };
  };
}
