import { describe, expect, it } from 'vitest';
import { explainLikeness, formatPercentile, nines } from './likeness.ts';

describe('the likeness meter', () => {
  it.each([
    [0, 0],
    [90, 1],
    [99, 2],
    [99.9, 3],
    [99.99, 4],
    [100, 4],
  ])('shows the percentile %d as %d nines', (percentile, expected) => {
    expect(nines(percentile)).toBeCloseTo(expected, 6);
  });

  it('never rounds up to certainty', () => {
    expect(formatPercentile(99.999)).toBe('99.99 %');
    expect(formatPercentile(100)).toBe('99.99 %');
    expect(formatPercentile(98.76)).toBe('98.7 %');
    expect(formatPercentile(42.9)).toBe('42 %');
  });

  it('explains itself in words', () => {
    expect(explainLikeness(99, 0.6123)).toBe(
      'Closer to your query than 99 % of random sentence pairs in this library. Only about one in 100 random pairs comes this near. Cosine 0.612.',
    );
    expect(explainLikeness(20, null)).toBe(
      'Closer to your query than 20 % of random sentence pairs in this library.',
    );
    expect(explainLikeness(null, 0.5)).toContain('too small');
  });
});
