import type { SentenceEncoder } from '../embedding/index.ts';
import { quantise } from '../vector-index/index.ts';

/** A text to encode: whole and alone, or in windows under a context (title and headings). */
export interface TextItem {
  readonly text: string;
  readonly context: string | null;
}

/** Vectors in storage precision; `rowsPerItem` rows belong to each item, in order. */
export interface EncodedItems {
  readonly rowsPerItem: readonly number[];
  readonly scales: Float32Array;
  readonly data: Int8Array;
  readonly tokens: number;
  readonly truncated: number;
}

/** A tokenizer's time grows with the square of a word's length; no word is this long, but encoded data is. */
const LONG_RUN = /\S{200}/gu;

/** Encodes items: a text without context as it is, one with context in as many windows as the model needs. */
export async function encodeItems(
  items: readonly TextItem[],
  encoder: SentenceEncoder,
  maxBatchTokens: number,
): Promise<EncodedItems> {
  const texts = items.map(({ text, context }) =>
    windowTexts({ text: text.replace(LONG_RUN, '$& '), context }, encoder),
  );
  const { vectors, tokens, truncated } = await encoder.encode(texts.flat(), {
    kind: 'passage',
    maxBatchTokens,
  });
  return {
    rowsPerItem: texts.map(({ length }) => length),
    ...storageRows(vectors, encoder.width),
    tokens,
    truncated,
  };
}

function windowTexts({ text, context }: TextItem, encoder: SentenceEncoder): string[] {
  if (context === null) return [text];
  const prefix = context ? `${context}\n` : '';
  if (!encoder.tokenizer.encode(text, encoder.model.prompts.passage + prefix).truncated)
    return [prefix + text];
  const windows = encoder.windows(text, 'passage', { prefix });
  return windows.map(({ start, end }) => prefix + text.slice(start, end));
}

function storageRows(vectors: Float32Array, width: number) {
  const scales = new Float32Array(vectors.length / width);
  const data = new Int8Array(vectors.length);
  for (let row = 0; row < scales.length; row++) {
    const stored = quantise(vectors.subarray(row * width, (row + 1) * width));
    scales[row] = stored.scale;
    data.set(stored.data, row * width);
  }
  return { scales, data };
}
