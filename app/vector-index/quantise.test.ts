import { describe, expect, it } from 'vitest';
import { clusteredVectors } from './clustered-vectors.ts';
import { dequantise, dot, quantise } from './quantise.ts';

const vectors = clusteredVectors({ width: 384 });
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * b[i]!, 0) / Math.hypot(...a) / Math.hypot(...b);

describe('quantise', () => {
  it('keeps the direction of a unit vector to within 1e-4 of cosine', () => {
    for (let i = 0; i < 100; i++) {
      const vector = vectors.next().value;
      expect(cosine(vector, dequantise(quantise(vector)))).toBeGreaterThan(0.9999);
    }
  });

  it('gives back a vector of the same length', () => {
    expect(Math.hypot(...dequantise(quantise(vectors.next().value)))).toBeCloseTo(1, 6);
    expect(Math.hypot(...dequantise(quantise(Float32Array.of(30, -40))))).toBeCloseTo(50, 4);
  });

  it('uses the whole range of a byte, symmetrically', () => {
    expect([...quantise(Float32Array.of(0.5, -0.5, 0.25)).data]).toEqual([127, -127, 64]);
  });

  it('maps the zero vector to zero', () => {
    expect(quantise(new Float32Array(3))).toEqual({ scale: 0, data: new Int8Array(3) });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => quantise(Float32Array.of(1, value))).toThrow(RangeError);
  });
});

describe('dot', () => {
  it.each([1, 2, 7, 384])('agrees with the sum over the dequantised row at width %i', (width) => {
    const query = vectors.next().value.slice(0, width);
    const row = quantise(vectors.next().value.slice(0, width));
    const expected = dequantise(row).reduce((sum, value, i) => sum + value * query[i]!, 0);
    expect(row.scale * dot(query, row.data)).toBeCloseTo(expected, 6);
  });

  it('reads a row in the middle of many', () => {
    expect(dot(Float32Array.of(1, 2), Int8Array.of(9, 9, 3, 4, 9), 2)).toBe(11);
  });
});
