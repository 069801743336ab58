import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ropeFields, ropeFrequencies } from './rope-frequencies.ts';

const frequencies = (config: object, rotaryDim = 8) => [
  ...ropeFrequencies(z.object(ropeFields).parse(config), rotaryDim),
];
const plain = [1, 0.1, 0.01, 0.001].map(Math.fround);

describe('ropeFrequencies', () => {
  it('takes theta 10,000 where config.json says nothing', () => {
    expect(frequencies({})).toEqual(plain);
  });

  it('reads the spelling of transformers 4 and of transformers 5', () => {
    const older = { rope_theta: 500, rope_scaling: { type: 'linear', factor: 4 } };
    const newer = { rope_parameters: { rope_type: 'linear', rope_theta: 500, factor: 4 } };
    expect(frequencies(older)).toEqual(frequencies(newer));
    expect(frequencies(older)[0]).toBe(0.25);
  });

  it('leaves a dynamic scaling out, which begins past the trained length', () => {
    expect(frequencies({ rope_scaling: { rope_type: 'dynamic', factor: 2 } })).toEqual(plain);
  });

  it('keeps short waves of llama3, divides long ones and blends between', () => {
    const scaling = {
      factor: 8,
      low_freq_factor: 1,
      high_freq_factor: 4,
      original_max_position_embeddings: 64,
    };
    const [kept, blended, ...divided] = frequencies({ rope_scaling: { rope_type: 'llama3', ...scaling } });
    expect(kept).toBe(1);
    expect(blended).toBeGreaterThan(0.1 / 8);
    expect(blended).toBeLessThan(0.1);
    expect(divided).toEqual([0.01 / 8, 0.001 / 8].map(Math.fround));
  });

  it.each(['yarn', 'longrope', 'toString'])('refuses %s, naming what it can do', (type) => {
    const convert = () => frequencies({ rope_scaling: { rope_type: type } });
    expect(convert).toThrow(expect.objectContaining({ code: 'conversion.unsupported-rope' }));
  });
});
