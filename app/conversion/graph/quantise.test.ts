import { describe, expect, it } from 'vitest';
import { dequantiseRows, dequantiseTransposed, quantiseRows, quantiseTransposed } from './quantise.ts';

const WEIGHT = new Float32Array([0.5, -1, 0.25, 0, 0, 0, 3, 2, -1.5, 0.001, 0.002, -0.004]);
const length = (values: Float32Array) => Math.hypot(...values);

describe('quantiseTransposed', () => {
  it('turns [out,in] into [in,out] with a scale per output', () => {
    const { values, scales } = quantiseTransposed(WEIGHT, 4, 3);
    expect([...values.slice(0, 4)]).toEqual([64, 0, 76, 32]);
    expect([...scales]).toEqual([1 / 127, 1, 5 / 127, 0.004 / 127].map(Math.fround));
  });

  it('keeps the sums of neighbouring products of uint8 activations within 16 bits', () => {
    const random = Float32Array.from({ length: 64 * 32 }, (_, i) => Math.sin(i * i));
    const { values } = quantiseTransposed(random, 32, 64);
    for (let input = 0; input < 64; input += 2) {
      for (let output = 0; output < 32; output++) {
        const [a, b] = [values[input * 32 + output]!, values[(input + 1) * 32 + output]!];
        expect(255 * (Math.max(a, 0) + Math.max(b, 0))).toBeLessThan(2 ** 15);
        expect(255 * (Math.min(a, 0) + Math.min(b, 0))).toBeGreaterThanOrEqual(-(2 ** 15));
      }
    }
  });

  it('errs by half a step at most', () => {
    const quantised = quantiseTransposed(WEIGHT, 4, 3);
    const restored = dequantiseTransposed(quantised);
    for (const [i, value] of WEIGHT.entries()) {
      const step = quantised.scales[Math.floor(i / 3)]!;
      expect(Math.abs(restored[i]! - value)).toBeLessThanOrEqual(step * 0.5001);
    }
  });
});

describe('quantiseRows', () => {
  it('keeps the length of every row, since it says how much a token counts', () => {
    const restored = dequantiseRows(quantiseRows(WEIGHT, 3));
    for (let row = 0; row < 4; row++) {
      const [before, after] = [WEIGHT, restored].map((all) => length(all.subarray(row * 3, row * 3 + 3)));
      expect(Math.abs(after! - before!)).toBeLessThanOrEqual(before! * 1e-6);
    }
  });
});
