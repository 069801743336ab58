import { describe, expect, it } from 'vitest';
import { contributions } from './contributions.ts';
import { cosine } from './similarity.ts';
import { pooled, type TokenStates } from './token-states.ts';

/** States of any size, the same for the same seed. */
function someStates(seed: number, tokens: number, width: number): TokenStates {
  const values = Float32Array.from(
    { length: tokens * width },
    (_, i) => Math.sin((i + 1) * 12.9898 * seed) * 3,
  );
  return { values, tokens, width };
}

describe('contributions of tokens', () => {
  it('add up to the cosine, whatever the states, lengths and dimensions', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const width = 4 + (seed % 29);
      const dimensions = 1 + (seed % width);
      const a = someStates(seed, 1 + (seed % 17), width);
      const mean = pooled(a, 'mean');
      const other = pooled(someStates(seed + 0.5, 1 + (seed % 5), width), 'mean');
      const shares = contributions(a, mean, other, dimensions);
      const total = shares.reduce((sum, share) => sum + share, 0);
      expect(Math.abs(total - cosine(mean, other, dimensions))).toBeLessThan(1e-6);
    }
  });

  it('are positive for tokens that point to the other text, and negative for those that point away', () => {
    const states = { values: Float32Array.of(3, 0, -1, 0), tokens: 2, width: 2 };
    const shares = contributions(states, pooled(states, 'mean'), Float64Array.of(1, 0), 2);
    expect(shares).toEqual([1.5, -0.5]);
  });
});
