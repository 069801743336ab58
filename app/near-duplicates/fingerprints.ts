import { asSet, SHINGLE_WORDS } from './shingles.ts';

/** Shingles of which the smallest is kept. */
const WINDOW = 4;

/** Two texts with a run of this many words in common have a fingerprint in common. */
export const GUARANTEED_RUN = SHINGLE_WORDS + WINDOW - 1;

/**
 * The smallest hash of every four neighbouring shingles, ascending, each once: MinHash in small windows, known as
 * winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003). Unlike MinHash of a whole text it also meets in a text that
 * contains another one, and it never misses a run of {@link GUARANTEED_RUN} words; about two hashes of five are kept.
 * @param shingles  in the order of the text.
 */
export function fingerprintsOf(shingles: Uint32Array): Uint32Array {
  const windows = Math.min(shingles.length, Math.max(1, shingles.length - WINDOW + 1));
  return asSet(
    Uint32Array.from({ length: windows }, (_, start) =>
      Math.min(...shingles.subarray(start, start + WINDOW)),
    ),
  );
}
