import { describe, expect, it } from 'vitest';
import { percentileOf } from './percentile.ts';

const SAMPLE = Float64Array.of(-0.1, 0, 0, 0.2, 0.4);

describe('the percentile of a similarity', () => {
  it('is the share of random pairs that are less alike', () => {
    expect(percentileOf(0.3, SAMPLE)).toBe(80);
    expect(percentileOf(0, SAMPLE)).toBe(20);
  });

  it('runs from 0 to 100', () => {
    expect(percentileOf(-1, SAMPLE)).toBe(0);
    expect(percentileOf(1, SAMPLE)).toBe(100);
  });

  it('is 100 only where no sampled pair comes as near', () => {
    const sample = Float64Array.from({ length: 5_000 }, (_, i) => i / 5_000);
    expect(percentileOf(0.9997, sample)).toBe(99.98);
  });

  it('never falls when the similarity rises', () => {
    const percentiles = Array.from({ length: 41 }, (_, i) => percentileOf(i / 20 - 1, SAMPLE) as number);
    expect(percentiles).toEqual(percentiles.toSorted((a, b) => a - b));
  });

  it('is unknown in a library without a distribution', () => {
    expect(percentileOf(0.9, new Float64Array())).toBeNull();
  });
});
