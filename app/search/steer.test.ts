import { describe, expect, it } from 'vitest';
import { steer } from './steer.ts';

const EAST = Float32Array.of(1, 0);
const NORTH = Float32Array.of(0, 1);

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

describe('a steered query', () => {
  it('is the query without examples', () => expect(steer(EAST, { more: null, less: null })).toBe(EAST));

  it('turns towards what is wanted, but not all the way', () => {
    const turned = steer(EAST, { more: NORTH, less: null });
    expect(dot(turned, NORTH)).toBeCloseTo(0.6, 6);
    expect(dot(turned, EAST)).toBeCloseTo(0.8, 6);
  });

  it('turns away from what is not wanted, and less so', () => {
    const turned = steer(EAST, { more: null, less: NORTH });
    expect(dot(turned, NORTH)).toBeLessThan(0);
    expect(dot(turned, turned)).toBeCloseTo(1, 6);
    expect(-dot(turned, NORTH)).toBeLessThan(dot(steer(EAST, { more: NORTH, less: null }), NORTH));
  });
});
