import { expect, it } from 'vitest';
import { meanVector } from './mean-vector.ts';

const columns = (scales: number[], data: number[]) => ({
  ids: scales.map((_, row) => row + 1),
  scales: Float32Array.from(scales),
  data: Int8Array.from(data),
});

it('points to the middle of the vectors, one unit long', () => {
  const mean = meanVector(columns([0.01, 0.02], [100, 0, 0, 50]));
  expect([...(mean ?? [])]).toEqual([Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2)]);
});

it('is nothing where vectors cancel each other out, or there are none', () => {
  expect(meanVector(columns([0.01, 0.01], [100, 20, -100, -20]))).toBeNull();
  expect(meanVector(columns([], []))).toBeNull();
});
