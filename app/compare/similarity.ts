import { stateOf, type TokenStates } from './token-states.ts';

type Vector = ArrayLike<number>;

/** Dot product of the first `dimensions` components. */
export function dot(a: Vector, b: Vector, dimensions: number): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Length over the first `dimensions` components. */
export function norm(a: Vector, dimensions: number): number {
  return Math.sqrt(dot(a, a, dimensions));
}

/** Cosine over the first `dimensions` components. */
export function cosine(a: Vector, b: Vector, dimensions: number): number {
  return dot(a, b, dimensions) / (norm(a, dimensions) * norm(b, dimensions));
}

const DECIMALS = 1e4;

/** Cosine of every token of `a` (rows) with every token of `b` (columns), to four decimals. */
export function tokenSimilarities(a: TokenStates, b: TokenStates, dimensions: number): number[][] {
  const columns = Array.from({ length: b.tokens }, (_, token) => unit(stateOf(b, token), dimensions));
  return Array.from({ length: a.tokens }, (_, token) => {
    const row = unit(stateOf(a, token), dimensions);
    return columns.map((column) => Math.round(dot(row, column, dimensions) * DECIMALS) / DECIMALS);
  });
}

function unit(state: Float32Array, dimensions: number): Float32Array {
  const length = norm(state, dimensions) || 1;
  return state.subarray(0, dimensions).map((value) => value / length);
}
