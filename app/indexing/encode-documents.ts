import { createHash } from 'node:crypto';
import type { PassageDraft } from '../contracts/document.ts';
import type { FileState } from '../storage/read/documents.ts';
import type { EncodedPassage, PassageVectors, StoredVector } from '../storage/write/drafts.ts';
import type { EncodedTexts, PassageText, ReadDocument, TextEncoder, VectorRows } from './services.ts';

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
  /** Texts that lost their end because a single one was longer than the model takes. */
  readonly truncated: number;
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

/** What one encode call takes at most: a long document is many calls, so that time limits and stopping hold for it too. */
const CALL_CHARACTERS = 40_000;

/**
 * Encodes the new passages of several documents together, so that small documents fill whole batches.
 * @throws AbortError between two calls; DomainError `encoder.*` | `model.*`
 */
export async function encodeDocuments(
  group: readonly PendingDocument[],
  encoder: TextEncoder,
  signal: AbortSignal,
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
  const encoded: EncodedTexts[] = [];
  for (const part of cutIntoParts(sentences, (text) => text.length)) {
    signal.throwIfAborted();
    encoded.push(await encoder.encode(part, []));
  }
  for (const part of cutIntoParts(texts, ({ context, text }) => context.length + text.length)) {
    signal.throwIfAborted();
    encoded.push(await encoder.encode([], part satisfies PassageText[]));
  }
  const vectors = vectorsOf(
    fresh.map(({ draft }) => draft),
    encoded,
  );
  return {
    documents: group.map((pending) => withVectors(pending, vectors)),
    tokens: encoded.reduce((sum, { tokens }) => sum + tokens, 0),
    truncated: encoded.reduce((sum, { truncated }) => sum + truncated, 0),
  };
}

function* cutIntoParts<Item>(items: readonly Item[], length: (item: Item) => number): Generator<Item[]> {
  let part: Item[] = [];
  let characters = 0;
  for (const item of items) {
    if (part.length > 0 && characters + length(item) > CALL_CHARACTERS) {
      yield part;
      part = [];
      characters = 0;
    }
    part.push(item);
    characters += length(item);
  }
  if (part.length > 0) yield part;
}

/** Deals the encoded rows out to the passages that they were made of, in the same order. */
function vectorsOf(
  drafts: readonly PassageDraft[],
  encoded: readonly EncodedTexts[],
): Map<PassageDraft, PassageVectors> {
  const sentenceRows = rowReader(encoded.map(({ sentences }) => sentences));
  const windowRows = rowReader(encoded.map(({ windows }) => windows));
  const windowsPerPassage = encoded.flatMap((part) => part.windowsPerPassage);
  return new Map(
    drafts.map((draft, index) => [
      draft,
      {
        sentences: hasSentenceVectors(draft) ? draft.sentences.map(sentenceRows) : [],
        windows: Array.from({ length: windowsPerPassage[index] ?? 0 }, windowRows),
      },
    ]),
  );
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

/** A longer path of headings would leave the model no room for the passage itself. */
const CONTEXT_CHARACTERS = 300;

/** Title and headings, as they are encoded before a passage's text. */
function passageContext(title: string | null, draft: PassageDraft): string {
  const parts = title && draft.headingPath[0] !== title ? [title, ...draft.headingPath] : draft.headingPath;
  return parts.join(' > ').slice(0, CONTEXT_CHARACTERS);
}

/** Hands out the rows one after another. */
function rowReader(parts: readonly VectorRows[]): () => StoredVector {
  const rows = eachRow(parts);
  return () => {
    const next = rows.next();
    if (next.done) throw new Error('The encoder returned fewer vectors than it was given texts');
    return next.value;
  };
}

function* eachRow(parts: readonly VectorRows[]): Generator<StoredVector> {
  for (const { scales, data } of parts) {
    const width = data.length / scales.length;
    for (const [row, scale] of scales.entries())
      yield { scale, data: data.subarray(row * width, (row + 1) * width) };
  }
}
