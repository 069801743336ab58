import { asSet, countShared, hashOf } from './shingles.ts';

/** Forms of a word differ in their endings: "renew", "renewed", "renewal". */
const STEM_CHARACTERS = 5;

/** Hashes of the words' beginnings, ascending, each once. */
export function termsOf(words: readonly string[]): Uint32Array {
  return asSet(Uint32Array.from(words, (word) => hashOf(word.slice(0, STEM_CHARACTERS))));
}

/** Hashes of the words with a digit, ascending, each once. */
export function numbersOf(words: readonly string[]): Uint32Array {
  return asSet(
    Uint32Array.from(
      words.filter((word) => /\p{N}/u.test(word)),
      hashOf,
    ),
  );
}

/** How many numbers of each of two texts stand as other numbers in the other one. */
export function countReplaced(first: Uint32Array, second: Uint32Array): number {
  return Math.min(first.length, second.length) - countShared(first, second);
}

/** What terms tell: one that many passages have tells little (Spärck Jones, Journal of Documentation 28, 1972). */
export class TermWeights {
  readonly #weights: ReadonlyMap<number, number>;
  /** Of a term that none of the sample has. */
  readonly #rare: number;

  /** @param sample  the terms of each of some passages; two thousand tell common terms from rare ones. */
  constructor(sample: readonly Uint32Array[]) {
    const frequencies = new Map<number, number>();
    for (const terms of sample) {
      for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    }
    const weigh = (frequency: number) => Math.log((sample.length + 1) / (frequency + 0.5));
    this.#weights = new Map([...frequencies].map(([term, frequency]) => [term, weigh(frequency)]));
    this.#rare = weigh(0);
  }

  /** The share of two texts' terms that both have, by weight, 0 to 1; 0 for texts without terms. */
  shared(first: Uint32Array, second: Uint32Array): number {
    let common = 0;
    let all = 0;
    for (let i = 0, j = 0; i < first.length || j < second.length; ) {
      const [one, other] = [first[i] ?? Number.POSITIVE_INFINITY, second[j] ?? Number.POSITIVE_INFINITY];
      const weight = this.#weights.get(Math.min(one, other)) ?? this.#rare;
      if (one === other) common += 2 * weight;
      all += one === other ? 2 * weight : weight;
      if (one <= other) i++;
      if (other <= one) j++;
    }
    return all === 0 ? 0 : common / all;
  }
}
