import { describe, expect, it } from 'vitest';
import { fixtureFolder } from '../conversion/fixture-models.ts';
import { CheckpointReader } from './checkpoint-reader.ts';

const PAIRS = [
  { a: 'A boat.', b: 'A boat.' },
  { a: 'The tenant pays the rent on the first day of each month', b: 'Soup' },
  { a: 'Rain is "likely"', b: 'Is rain likely?' },
];

describe('the layers of a checkpoint', () => {
  it('give cosines of pairs by layer and pooling, in the order of the pairs', async () => {
    await using reader = await CheckpointReader.open(fixtureFolder('tiny-llama'));
    const told: number[] = [];
    const { last, mean } = await reader.cosines(PAIRS, (done) => told.push(done));
    for (const curve of [last, mean]) {
      expect(curve).toHaveLength(6);
      for (const [first, ...others] of curve) {
        expect(first).toBeCloseTo(1, 6);
        for (const cosine of others) expect(Math.abs(cosine)).toBeLessThan(1);
      }
    }
    expect(told.at(-1)).toBe(2 * PAIRS.length);

    const alone = await reader.cosines([PAIRS[2]!]);
    for (const [layer, cosines] of alone.last.entries()) expect(cosines[0]).toBeCloseTo(last[layer]![2]!, 5);
    for (const [layer, cosines] of alone.mean.entries()) expect(cosines[0]).toBeCloseTo(mean[layer]![2]!, 5);
  });
});
