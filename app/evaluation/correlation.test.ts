import { describe, expect, it } from 'vitest';
import { pearson, spearman } from './correlation.ts';

describe('correlation', () => {
  it('is 1 for series that rise together and -1 for opposite ones', () => {
    expect(pearson([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3], [9, 4, 1])).toBeCloseTo(-1, 12);
  });

  it('agrees with a value worked out by hand, ties sharing their mean rank', () => {
    // ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: covariance 4.5, variances 4.5 and 5
    expect(spearman([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it('Spearman sees the order only, Pearson the distances too', () => {
    const cubes = [1, 8, 27, 64, 125];
    expect(spearman([1, 2, 3, 4, 5], cubes)).toBeCloseTo(1, 12);
    expect(pearson([1, 2, 3, 4, 5], cubes)).toBeLessThan(0.96);
  });

  it('refuses series of different lengths', () => {
    expect(() => pearson([1, 2], [1])).toThrow(RangeError);
  });
});
