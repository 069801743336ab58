import { describe, expect, it } from 'vitest';
import { findTurningPoint, highestSmoothed } from './turning-point.ts';

const TSV = '5\ta\tb\n3\tc\td\n1\te\tf\n';
const rising = Float64Array.of(0.9, 0.5, 0.1);
const falling = Float64Array.of(0.1, 0.5, 0.9);

describe('the turning point', () => {
  it('is the layer after which last-token similarity falls; mean pooling is scored beside it', async () => {
    const found = await findTurningPoint(TSV, async (pairs) => {
      expect(pairs.map(({ a, b }) => a + b)).toEqual(['ab', 'cd', 'ef']);
      return { last: [falling, rising, rising, rising, falling], mean: Array(5).fill(rising) };
    });
    expect(found.turningPoint).toBe(3);
    expect(found.layers[0]).toEqual({ layer: 1, spearmanLast: -1, spearmanMean: 1 });
    expect(found.layers).toHaveLength(5);
  });

  it('does not follow a single layer that stands out', () => {
    expect(highestSmoothed([0.1, 0.7, 0.1, 0.5, 0.6, 0.5, 0.2])).toBe(5);
  });

  it('is the last layer of a curve that never falls', () => {
    expect(highestSmoothed([0.1, 0.2, 0.3, 0.4])).toBe(4);
  });

  it('passes over layers that find all pairs alike', async () => {
    const alike = Float64Array.of(1, 1, 1);
    const found = await findTurningPoint(TSV, async () => ({ last: [alike, rising], mean: [alike, rising] }));
    expect(found.layers[0]?.spearmanLast).toBeNull();
    expect(found.turningPoint).toBe(2);
  });

  it('needs rows of score and sentences', async () => {
    await expect(findTurningPoint('a\tb', async () => ({ last: [], mean: [] }))).rejects.toMatchObject({
      code: 'evaluation.bad-file',
    });
  });
});
