import { largestMagnitude } from './quantise.ts';

/** A query in the form the kernel takes, with a bound on what that costs. */
export interface PreparedQuery {
  readonly exact: Float32Array;
  /** `exact` as whole numbers, times `scale`. */
  readonly levels: Int16Array;
  readonly scale: number;
  /** For any row of unit length, |score from levels − exact score| is at most this (Cauchy–Schwarz). */
  readonly maxError: number;
}

const INT16_MAX = 32_767;
const INT32_MAX = 2 ** 31 - 1;
const LARGEST_ROW_LEVEL = 128;
/** Scores pass through float32, and a row's stored length is 1 to within this. */
const ROUNDING = 1e-6;

/** The finest int16 scale at which no sum over a row can leave int32. */
export function prepareQuery(query: Float32Array): PreparedQuery {
  const largest = largestMagnitude(query);
  let sumOfMagnitudes = 0;
  for (const value of query) sumOfMagnitudes += Math.abs(value);
  const room = INT32_MAX / LARGEST_ROW_LEVEL - query.length / 2;
  const steps = largest === 0 ? 1 : Math.min(INT16_MAX / largest, room / sumOfMagnitudes);
  const levels = Int16Array.from(query, (value) => Math.round(value * steps));
  let squares = 0;
  for (let i = 0; i < query.length; i++) squares += (query[i]! - levels[i]! / steps) ** 2;
  return { exact: query, levels, scale: 1 / steps, maxError: Math.sqrt(squares) + ROUNDING };
}
