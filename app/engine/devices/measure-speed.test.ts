import { describe, expect, it } from 'vitest';
import { lowestCosine } from './lowest-cosine.ts';
import { fastestRate } from './measure-speed.ts';

describe('measuring speed', () => {
  it('fills every batch that it tries, and stops where larger ones gain nothing', async () => {
    const asked: { texts: number; budget: number }[] = [];
    const rate = await fastestRate([8, 16, 32], async (texts, budget) => {
      asked.push({ texts: texts.length, budget });
      // A device that takes 5 ms a call, and longer for more than 8 tokens.
      await new Promise((resolve) => setTimeout(resolve, budget > 8 ? 60 : 5));
      return { tokens: budget };
    });
    expect(rate.budget).toBe(8);
    expect(rate.tokensPerSecond).toBeGreaterThan(0);
    expect(asked[0]).toEqual({ texts: 1, budget: 8 });
    expect(asked.some(({ budget }) => budget === 32)).toBe(false);
  });
});

describe('the lowest cosine', () => {
  it('is that of the worst row', () => {
    const vectors = Float32Array.of(1, 0, 0, 1);
    expect(lowestCosine(vectors, vectors, 2)).toBe(1);
    expect(lowestCosine(vectors, Float32Array.of(1, 0, 1, 0), 2)).toBe(0);
    expect(lowestCosine(vectors, Float32Array.of(1, 0, Number.NaN, 0), 2)).toBeNaN();
  });
});
