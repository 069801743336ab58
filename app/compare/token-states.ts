import type { Pooling } from '../embedding/index.ts';

/** States of the tokens of one text after one layer: tokens × width, row-major. */
export interface TokenStates {
  readonly values: Float32Array;
  readonly tokens: number;
  readonly width: number;
}

/** The state of one token. It is a view. */
export function stateOf({ values, width }: TokenStates, token: number): Float32Array {
  return values.subarray(token * width, (token + 1) * width);
}

/** The vector of the text, not of unit length: the mean of the states, or that of the first or last token. */
export function pooled(states: TokenStates, pooling: Pooling): Float64Array {
  if (pooling === 'cls') return Float64Array.from(stateOf(states, 0));
  if (pooling === 'last') return Float64Array.from(stateOf(states, states.tokens - 1));
  const mean = new Float64Array(states.width);
  for (let token = 0; token < states.tokens; token++) {
    const state = stateOf(states, token);
    for (let i = 0; i < mean.length; i++) mean[i]! += state[i]! / states.tokens;
  }
  return mean;
}
