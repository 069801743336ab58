import { fingerprintsOf } from './fingerprints.ts';
import { proseOf } from './prose.ts';
import { asSet, hashOfWords, shinglesOf } from './shingles.ts';
import { numbersOf, termsOf } from './terms.ts';
import { isNegation, wordsOf } from './words.ts';

/** Passages with fewer words are left out: headings, captions and signatures repeat without being duplicates. */
export const LEAST_WORDS = 8;

/** The meaning of less prose cannot be told apart from that of its neighbours. */
const LEAST_PROSE_WORDS = 12;
/** Where less of a text is prose, its vector is made of addresses, titles or lists of things. */
const LEAST_PROSE_SHARE = 0.5;

/** A text as comparisons need it. */
export interface TextSketch {
  readonly words: number;
  /** Whether it says enough in sentences for its meaning to tell something. */
  readonly isProse: boolean;
  readonly negations: number;
  /** Of the words with digits; ascending, each once. */
  readonly numbers: Uint32Array;
  /** Of the words of its prose, whatever their endings; ascending, each once. */
  readonly terms: Uint32Array;
  /** Of the words alone. */
  readonly wordHash: number;
  /** Of the characters but white space. */
  readonly characterHash: number;
  /** Ascending, each once. */
  readonly shingles: Uint32Array;
  /** Ascending, each once; none for texts that are left out. */
  readonly fingerprints: Uint32Array;
  /** Hashes of the first and last shingle: what stands at the ends of a text counts as its neighbour. */
  readonly ends: readonly [number, number];
}

export function sketchText(text: string): TextSketch {
  const words = wordsOf(text);
  const prose = wordsOf(proseOf(text));
  const shingles = shinglesOf(words);
  return {
    words: words.length,
    isProse: prose.length >= Math.max(LEAST_PROSE_WORDS, LEAST_PROSE_SHARE * words.length),
    negations: words.filter(isNegation).length,
    numbers: numbersOf(words),
    terms: termsOf(prose),
    wordHash: hashOfWords(words),
    characterHash: hashOfWords(text.match(/\S+/g) ?? []),
    shingles: asSet(shingles),
    fingerprints: words.length < LEAST_WORDS ? new Uint32Array() : fingerprintsOf(shingles),
    ends: [hashOfWords(words.slice(0, 2)), hashOfWords(words.slice(-2))],
  };
}
