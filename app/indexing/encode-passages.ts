import type { Span } from '../contracts/document.ts';
import { hasSentenceVectors, type PassageContent, passageContext } from '../storage/passage-content.ts';
import type { PassageVectors, StoredVector } from '../storage/write/drafts.ts';
import type { EncodedTexts, PassageText, TextEncoder, VectorRows } from './services.ts';

/** A passage as a model reads it. */
export interface EncodablePassage extends PassageContent {
  /** Of its document. */
  readonly title: string | null;
  /** Where its sentences stand in its text. */
  readonly sentences: readonly Span[];
}

export interface EncodedPassages {
  /** In the order of the passages. */
  readonly vectors: readonly PassageVectors[];
  readonly tokens: number;
  /** Texts that lost their end because a single one was longer than the model takes. */
  readonly truncated: number;
}

/** What one encode call takes at most: a long document is many calls, so that time limits and stopping hold for it too. */
const CALL_CHARACTERS = 40_000;

/**
 * Encodes passages and their sentences.
 * @throws AbortError between two calls; DomainError `encoder.*` | `model.*`
 */
export async function encodePassages(
  passages: readonly EncodablePassage[],
  encoder: TextEncoder,
  signal: AbortSignal,
): Promise<EncodedPassages> {
  const sentences = passages.flatMap((passage) =>
    hasSentenceVectors(passage)
      ? passage.sentences.map(({ start, end }) => passage.text.slice(start, end))
      : [],
  );
  const texts = passages.map(({ title, headingPath, text }) => ({
    context: passageContext(title, headingPath),
    text,
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
  return {
    vectors: dealt(passages, encoded),
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
function dealt(passages: readonly EncodablePassage[], encoded: readonly EncodedTexts[]): PassageVectors[] {
  const sentenceRow = rowReader(encoded.map(({ sentences }) => sentences));
  const windowRow = rowReader(encoded.map(({ windows }) => windows));
  const windowsPerPassage = encoded.flatMap((part) => part.windowsPerPassage);
  return passages.map((passage, index) => ({
    sentences: hasSentenceVectors(passage) ? passage.sentences.map(sentenceRow) : [],
    windows: Array.from({ length: windowsPerPassage[index] ?? 0 }, windowRow),
  }));
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
