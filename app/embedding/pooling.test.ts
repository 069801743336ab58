import { describe, expect, it } from 'vitest';
import { copyUnit, poolTokens } from './pooling.ts';

describe('poolTokens', () => {
  // Two rows of three places and two components; the second row has one real token, the rest is padding.
  const values = Float32Array.of(1, 2, 3, 4, 5, 9, 7, 8, 100, 100, 100, 100);
  const states = { values, length: 3, width: 2, lengths: [3, 1] };

  it.each([
    ['mean', [3, 5, 7, 8]],
    ['cls', [1, 2, 7, 8]],
    ['last', [5, 9, 7, 8]],
  ] as const)('%s uses real tokens only', (pooling, expected) => {
    const pooled = poolTokens(states, pooling);
    for (const [i, value] of pooled.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
  });
});

describe('copyUnit', () => {
  it('scales one row to length 1', () => {
    const target = new Float32Array(2);
    expect(copyUnit(Float32Array.of(9, 9, 3, 4), 1, target)).toBe(true);
    expect([...target]).toEqual([expect.closeTo(0.6), expect.closeTo(0.8)]);
  });

  it.each([[[0, 0]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY, 1]]])('refuses %j', (row) => {
    expect(copyUnit(Float32Array.from(row), 0, new Float32Array(2))).toBe(false);
  });
});
