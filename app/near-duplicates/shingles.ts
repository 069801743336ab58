/** Words in a shingle: two are common to texts on one subject, four break at every second edit. */
export const SHINGLE_WORDS = 3;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Hashes of every run of three words, in their order; of a shorter text, none. The hashes are spread evenly, so that the
 * smallest of some is a random one.
 */
export function shinglesOf(words: readonly string[]): Uint32Array {
  const hashes = words.map(hashOf);
  return Uint32Array.from({ length: Math.max(0, hashes.length - SHINGLE_WORDS + 1) }, (_, start) => {
    let hash = FNV_OFFSET;
    for (let i = 0; i < SHINGLE_WORDS; i++) hash = Math.imul(hash ^ hashes[start + i]!, FNV_PRIME);
    return mixed(hash);
  });
}

/** One number for all words in their order, below 2⁵³. */
export function hashOfWords(words: readonly string[]): number {
  let low = FNV_OFFSET;
  let high = FNV_PRIME;
  for (const word of words) {
    const hash = hashOf(word);
    low = Math.imul(low ^ hash, FNV_PRIME);
    high = Math.imul(high ^ mixed(hash), FNV_PRIME);
  }
  return (mixed(high) & 0x1fffff) * 2 ** 32 + mixed(low);
}

/** How many numbers two ascending arrays without repeats have in common. */
export function countShared(first: Uint32Array, second: Uint32Array): number {
  let shared = 0;
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const difference = first[i]! - second[j]!;
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return shared;
}

/** The same numbers, ascending, each once. */
export function asSet(hashes: Uint32Array): Uint32Array {
  return hashes.toSorted().filter((hash, i, sorted) => i === 0 || hash !== sorted[i - 1]);
}

/** FNV-1a over the UTF-16 code units. */
export function hashOf(word: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), FNV_PRIME);
  return hash;
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain): FNV alone leaves its high bits poor. */
function mixed(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
