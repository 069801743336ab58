import { shinglesOf } from '../../../app/near-duplicates/shingles.ts';
import { wordsOf } from '../../../app/near-duplicates/words.ts';

/** As many as datasketch and the tools built on it take. */
const PERMUTATIONS = 128;
const ROWS_PER_BAND = 4;

interface HashedText {
  readonly id: number;
  readonly signature: Uint32Array;
}

/** Two texts with the share of their word shingles that they have in common, as MinHash estimates it. */
export interface SimilarTexts {
  readonly first: number;
  readonly second: number;
  readonly similarity: number;
}

/**
 * The usual way to find near-duplicates, to compare with: MinHash of a whole text (Broder, SEQUENCES 1997) over runs of
 * three words, 128 permutations, and locality-sensitive hashing in 32 bands of 4 rows, which finds a pair with half of
 * the shingles in common with a probability of 0.87.
 */
export function similarByMinHash(
  texts: readonly { id: number; text: string }[],
  leastWords: number,
): SimilarTexts[] {
  const multipliers = oddNumbers();
  const hashed = texts.flatMap(({ id, text }): HashedText[] => {
    const words = wordsOf(text);
    return words.length < leastWords ? [] : [{ id, signature: signatureOf(shinglesOf(words), multipliers) }];
  });
  const pairs = new Map<number, SimilarTexts>();
  for (let band = 0; band < PERMUTATIONS; band += ROWS_PER_BAND) {
    const buckets = Map.groupBy(hashed.keys(), (at) => bandKey(hashed[at]!.signature, band));
    for (const bucket of buckets.values()) addPairs(bucket, hashed, pairs);
  }
  return [...pairs.values()];
}

function addPairs(
  bucket: readonly number[],
  hashed: readonly HashedText[],
  pairs: Map<number, SimilarTexts>,
): void {
  for (const [i, one] of bucket.entries()) {
    for (const other of bucket.slice(i + 1)) {
      const key = one * hashed.length + other;
      if (pairs.has(key)) continue;
      const [first, second] = [hashed[one]!, hashed[other]!];
      const similarity = agreement(first.signature, second.signature);
      pairs.set(key, { first: first.id, second: second.id, similarity });
    }
  }
}

/** The smallest of the permuted hashes, for each permutation: a multiplication by an odd number permutes 32 bits. */
function signatureOf(shingles: Uint32Array, multipliers: Uint32Array): Uint32Array {
  return Uint32Array.from(multipliers, (multiplier) => {
    let least = 0xffffffff;
    for (const shingle of shingles) {
      const permuted = scrambled(Math.imul(shingle, multiplier));
      if (permuted < least) least = permuted;
    }
    return least;
  });
}

function scrambled(product: number): number {
  return Math.imul(product ^ (product >>> 15), 0x2c1b3c6d) >>> 0;
}

function bandKey(signature: Uint32Array, band: number): string {
  return signature.subarray(band, band + ROWS_PER_BAND).join();
}

function agreement(first: Uint32Array, second: Uint32Array): number {
  let equal = 0;
  for (let i = 0; i < PERMUTATIONS; i++) if (first[i] === second[i]) equal++;
  return equal / PERMUTATIONS;
}

/** Repeatable: Weyl's sequence. */
function oddNumbers(): Uint32Array {
  return Uint32Array.from({ length: PERMUTATIONS }, (_, i) => Math.imul(i + 1, 0x9e3779b9) | 1);
}
