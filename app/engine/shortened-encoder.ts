import type { EncodedTexts, PassageText, TextEncoder, VectorRows } from '../indexing/services.ts';
import { shortened } from '../indexing/shorten-vectors.ts';
import type { EncodedQuery, QueryEncoder } from '../search/services.ts';

/** What encodes queries and passages with one model. */
export type LibraryEncoder = TextEncoder & QueryEncoder;

/**
 * An encoder whose vectors are cut to their first components and made unit vectors again. Stored vectors that are cut
 * are the very same bytes, because both are cut in storage precision.
 */
export class ShortenedEncoder implements LibraryEncoder {
  readonly #encoder: LibraryEncoder;
  readonly #dimensions: number;

  constructor(encoder: LibraryEncoder, dimensions: number) {
    this.#encoder = encoder;
    this.#dimensions = dimensions;
  }

  get provider(): string {
    return this.#encoder.provider;
  }

  async encodeQuery(text: string): Promise<EncodedQuery> {
    const { vector, isCut } = await this.#encoder.encodeQuery(text);
    const first = vector.slice(0, this.#dimensions);
    const norm = Math.hypot(...first) || 1;
    return { vector: first.map((value) => value / norm), isCut };
  }

  async encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts> {
    const encoded = await this.#encoder.encode(sentences, passages);
    return { ...encoded, sentences: this.#cut(encoded.sentences), windows: this.#cut(encoded.windows) };
  }

  #cut({ scales, data }: VectorRows): VectorRows {
    const width = data.length / scales.length;
    const cut = new Int8Array(scales.length * this.#dimensions);
    const cutScales = new Float32Array(scales.length);
    for (const [row, scale] of scales.entries()) {
      const short = shortened(
        { scale, data: data.subarray(row * width, (row + 1) * width) },
        this.#dimensions,
      );
      cutScales[row] = short.scale;
      cut.set(short.data, row * this.#dimensions);
    }
    return { scales: cutScales, data: cut };
  }
}
