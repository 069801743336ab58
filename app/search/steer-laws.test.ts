import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { steer } from './steer.ts';

const WIDTH = 8;
const component = fc.float({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true });
const unit = fc
  .array(component, { minLength: WIDTH, maxLength: WIDTH })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map((values) => Float32Array.from(values, (value) => value / Math.hypot(...values)));
const maybe = fc.option(unit);
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const NEAR = 5;

describe('for any query and any examples, steering', () => {
  it('gives a direction of unit length, made of numbers, and leaves the query as it was', () => {
    fc.assert(
      fc.property(unit, maybe, maybe, (query, more, less) => {
        const before = query.slice();
        const turned = steer(query, { more, less });
        expect(Math.hypot(...turned)).toBeCloseTo(1, NEAR);
        expect(query).toEqual(before);
      }),
    );
  });

  it('comes no further from what is wanted, and no nearer to what is not', () => {
    fc.assert(
      fc.property(unit, unit, (query, example) => {
        const [towards, away] = [
          steer(query, { more: example, less: null }),
          steer(query, { more: null, less: example }),
        ];
        expect(dot(towards, example)).toBeGreaterThanOrEqual(dot(query, example) - 1e-5);
        expect(dot(away, example)).toBeLessThanOrEqual(dot(query, example) + 1e-5);
      }),
    );
  });

  it('stays where it is by the query itself, and without examples', () => {
    fc.assert(
      fc.property(unit, (query) => {
        expect(steer(query, { more: null, less: null })).toBe(query);
        expect(dot(steer(query, { more: query, less: query }), query)).toBeCloseTo(1, NEAR);
      }),
    );
  });
});
