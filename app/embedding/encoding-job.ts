import type { TokenizedText } from './text-tokenizer.ts';

/** Vectors of texts, in the order of the texts. */
export interface Encoded {
  /** n × width, row-major; rows are unit vectors, and zero for blank texts. */
  readonly vectors: Float32Array;
  /** Tokens that were encoded, special ones included. */
  readonly tokens: number;
  /** Texts whose end is missing because they were longer than the model takes. */
  readonly truncated: number;
}

/** Texts on their way to vectors: tokenised, longest first, so that a batch pads little and the largest comes first. */
export class EncodingJob {
  readonly width: number;
  readonly #texts: readonly TokenizedText[];
  readonly #order: readonly number[];
  readonly #vectors: Float32Array;
  #taken = 0;

  constructor(texts: readonly TokenizedText[], width: number) {
    this.width = width;
    this.#texts = texts;
    this.#vectors = new Float32Array(texts.length * width);
    this.#order = texts
      .map((_, index) => index)
      .filter((index) => !texts[index]!.blank)
      .sort((a, b) => texts[b]!.ids.length - texts[a]!.ids.length || a - b);
  }

  get done(): boolean {
    return this.#taken === this.#order.length;
  }

  get result(): Encoded {
    const encoded = this.#order.map((index) => this.#texts[index]!);
    return {
      vectors: this.#vectors,
      tokens: encoded.reduce((sum, { ids }) => sum + ids.length, 0),
      truncated: encoded.filter(({ truncated }) => truncated).length,
    };
  }

  /** The next texts, as many as fit into a budget of tokens, padding included; at least one. */
  takeBatch(maxTokens: number): number[] {
    const longest = this.#texts[this.#order[this.#taken]!]!.ids.length;
    const rows = Math.max(1, Math.floor(maxTokens / longest));
    const batch = this.#order.slice(this.#taken, this.#taken + rows);
    this.#taken += batch.length;
    return batch;
  }

  ids(index: number): readonly number[] {
    return this.#texts[index]!.ids;
  }

  /** Where the vector of a text goes. */
  row(index: number): Float32Array {
    return this.#vectors.subarray(index * this.width, (index + 1) * this.width);
  }
}
