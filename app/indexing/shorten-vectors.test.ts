import { describe, expect, it } from 'vitest';
import { referenceRows } from '../embedding/fixture-packages.ts';
import { dequantise, quantise } from '../vector-index/index.ts';
import { shortened } from './shorten-vectors.ts';

const vectors = (await referenceRows('tiny-deelm')).map(({ vector }) => Float32Array.from(vector));

function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Half a step of an 8-bit component, on every component: as far apart as rounding twice can bring two vectors. */
const WIDTH_8_PRECISION = 0.9995;

describe('a stored vector that is shortened', () => {
  it('is what the model gives at fewer dimensions, in storage precision', () => {
    expect(vectors.length).toBeGreaterThan(3);
    for (const vector of vectors) {
      const expected = unit(vector.slice(0, 8));
      const found = dequantise(shortened(quantise(unit(vector)), 8));
      expect(found).toHaveLength(8);
      expect(cosine(found, expected)).toBeGreaterThan(WIDTH_8_PRECISION);
      expect(Math.hypot(...found)).toBeCloseTo(1, 5);
    }
  });

  it('stays zero where it was zero', () => {
    expect(shortened({ scale: 0, data: new Int8Array(16) }, 8)).toEqual({ scale: 0, data: new Int8Array(8) });
  });
});
