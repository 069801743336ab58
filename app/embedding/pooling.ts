import type { Pooling } from './package-description.ts';

/** Token states of a batch: `rows` × `length` × `width`, row i real up to `lengths[i]`. */
export interface TokenStates {
  readonly values: Float32Array;
  readonly length: number;
  readonly width: number;
  readonly lengths: readonly number[];
}

/** One vector per row, not normalised: the mean of the real tokens' states, or the state of the first or last of them. */
export function poolTokens({ values, length, width, lengths }: TokenStates, pooling: Pooling): Float32Array {
  const pooled = new Float32Array(lengths.length * width);
  for (const [row, real] of lengths.entries()) {
    const first = pooling === 'last' ? real - 1 : 0;
    const end = pooling === 'cls' ? 1 : real;
    for (let token = first; token < end; token++) {
      const state = (row * length + token) * width;
      for (let i = 0; i < width; i++) pooled[row * width + i]! += values[state + i]! / (end - first);
    }
  }
  return pooled;
}

/** Copies row `row` of `vectors` to `target`, scaled to unit length. False when it has no direction (zero or not finite). */
export function copyUnit(vectors: Float32Array, row: number, target: Float32Array): boolean {
  const vector = vectors.subarray(row * target.length, (row + 1) * target.length);
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0 && Number.isFinite(length))) return false;
  for (let i = 0; i < vector.length; i++) target[i] = vector[i]! / length;
  return true;
}
