import { contributions } from './contributions.ts';
import { cosine, tokenSimilarities } from './similarity.ts';
import type { TokenStates } from './token-states.ts';

/** A text as a model read it under some settings. Vectors have any length but zero, and are not cut. */
export interface Reading {
  readonly vector: Float64Array;
  /** States of the tokens, after the layer that the vector is of; null where the model does not show them. */
  readonly states: TokenStates | null;
  /** Whether the vector is the mean of the states. */
  readonly isMean: boolean;
  /** Vectors after each layer 0 … L; null where layers are out of reach. */
  readonly layers: readonly Float64Array[] | null;
}

/** The figures of a comparison: see Comparison. */
export interface Figures {
  readonly cosine: number;
  readonly perLayer: number[] | null;
  readonly similarity: number[][] | null;
  readonly contributions: { readonly a: number[]; readonly b: number[] } | null;
}

/** Compares two readings made under the same settings, by the first `dimensions` components of their vectors. */
export function compareReadings(a: Reading, b: Reading, dimensions: number): Figures {
  const perLayer = a.layers?.map((vector, layer) => cosine(vector, b.layers![layer]!, dimensions)) ?? null;
  const similarity = a.states && b.states ? tokenSimilarities(a.states, b.states, dimensions) : null;
  return {
    cosine: cosine(a.vector, b.vector, dimensions),
    perLayer,
    similarity,
    contributions: shares(a, b, dimensions),
  };
}

function shares(a: Reading, b: Reading, dimensions: number): Figures['contributions'] {
  if (!(a.isMean && b.isMean && a.states && b.states)) return null;
  return {
    a: contributions(a.states, a.vector, b.vector, dimensions),
    b: contributions(b.states, b.vector, a.vector, dimensions),
  };
}
