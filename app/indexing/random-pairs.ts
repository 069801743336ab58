import { TimeSlice } from '../base/time-slice.ts';
import type { ModelId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import type { VectorColumns } from '../storage/read/vectors.ts';
import type { LibraryWriter } from '../storage/write/library-writer.ts';

/** How many sentences the pairs are drawn from. */
const PAIR_SAMPLE_SENTENCES = 1_000;
const SAMPLE_PAIRS = 4_000;
const FEWEST_SENTENCES = 50;

/** Draws the pairs of a model anew, from sentences all over the library, and stores them where they are others. */
export async function refreshRandomPairs(
  { vectors }: LibraryStore,
  writer: LibraryWriter,
  model: ModelId,
): Promise<void> {
  const sample = await new TimeSlice().spread(vectors.sampleSentences(model, PAIR_SAMPLE_SENTENCES));
  const cosines = randomPairCosines(sample).sort();
  const stored = vectors.randomPairCosines(model);
  const isSame = stored?.length === cosines.length && stored.every((cosine, i) => cosine === cosines[i]);
  if (!isSame) await writer.replaceRandomPairs(model, cosines);
}

/**
 * Cosines of random pairs among the given sentence vectors: the distribution in which a similarity becomes a
 * percentile. Deterministic for the same vectors.
 * @returns an empty array when there are too few sentences to say anything.
 */
export function randomPairCosines({ ids, scales, data }: VectorColumns): Float64Array {
  const count = ids.length;
  if (count < FEWEST_SENTENCES) return new Float64Array();
  const width = data.length / count;
  const random = mulberry32(count);
  return Float64Array.from({ length: SAMPLE_PAIRS }, () => {
    const first = Math.floor(random() * count);
    const second = (first + 1 + Math.floor(random() * (count - 1))) % count;
    return dot(data, first * width, second * width, width) * (scales[first] ?? 0) * (scales[second] ?? 0);
  });
}

function dot(data: Int8Array, first: number, second: number, width: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (data[first + i] ?? 0) * (data[second + i] ?? 0);
  return sum;
}

/** A small seeded generator (mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
