import { dot, norm } from './similarity.ts';
import { stateOf, type TokenStates } from './token-states.ts';

/**
 * What each token of a text adds to the cosine of the text with another. The vector of the text is the mean of its T
 * token states, m = Σ hᵢ/T; with u the other vector at unit length, cos = m·u/|m| = Σ (hᵢ/T)·u/|m|: the cosine is a sum
 * over tokens, with nothing left over. Negative where a token points away from the other text.
 * @param mean   of the states.
 * @param other  the vector of the other text, of any length but zero.
 */
export function contributions(
  states: TokenStates,
  mean: Float64Array,
  other: Float64Array,
  dimensions: number,
): number[] {
  const scale = 1 / (states.tokens * norm(mean, dimensions) * norm(other, dimensions));
  return Array.from(
    { length: states.tokens },
    (_, token) => dot(stateOf(states, token), other, dimensions) * scale,
  );
}
