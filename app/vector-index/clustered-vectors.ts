// Vectors for tests and measurements that are distributed as those of texts are: unequal clusters (topics) with a
// low-dimensional variation inside, not independent random directions, which no graph can index.

import { quantise } from './quantise.ts';
import type { VectorRows } from './vector-set.ts';

/** A repeatable sequence of numbers in [0, 1): Mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface ClusteredOptions {
  readonly width: number;
  readonly clusters?: number;
  /** Dimensions of the variation inside a cluster. */
  readonly variation?: number;
  /** Length of the variation relative to the cluster's centre. */
  readonly spread?: number;
  readonly seed?: number;
}

/** Endless unit vectors from unequal clusters. */
export function* clusteredVectors(options: ClusteredOptions): Generator<Float32Array, never> {
  const { width, clusters = 50, variation = 12, spread = 0.8, seed = 1 } = options;
  const random = randomNumbers(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const direction = () => unit(Float32Array.from({ length: width }, normal));
  const centres = Array.from({ length: clusters }, direction);
  const axes = Array.from({ length: clusters }, () => Array.from({ length: variation }, direction));
  for (;;) {
    const cluster = Math.floor(random() ** 2 * clusters);
    const vector = Float32Array.from(centres[cluster]!);
    for (const axis of axes[cluster]!) {
      const amount = (normal() * spread) / Math.sqrt(variation);
      for (let i = 0; i < width; i++) vector[i]! += amount * axis[i]!;
    }
    yield unit(vector);
  }
}

/** The next `count` vectors as quantised rows with ids from `firstId` on. */
export function rowsOf(vectors: Iterator<Float32Array>, count: number, firstId = 1): VectorRows {
  const quantised = Array.from({ length: count }, () => quantise(vectors.next().value as Float32Array));
  const width = quantised[0]?.data.length ?? 0;
  const data = new Int8Array(count * width);
  for (const [row, vector] of quantised.entries()) data.set(vector.data, row * width);
  const ids = quantised.map((_, row) => firstId + row);
  return { ids, data, scales: Float32Array.from(quantised, ({ scale }) => scale) };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
