import { describe, expect, it } from 'vitest';
import { NearestRows } from './nearest-rows.ts';
import { recallOf } from './true-neighbours.ts';

describe('nearest rows', () => {
  it('are the best of what was offered, best first', () => {
    const nearest = new NearestRows(3);
    for (const [row, score] of [0.2, 0.9, -1, 0.5, 0.7].entries()) nearest.offer(row, score);
    expect([...nearest.rows]).toEqual([1, 4, 3]);
  });
});

describe('recall', () => {
  it('is the share of the true neighbours that were found, whatever their order', () => {
    expect(
      recallOf(
        [
          [2, 1],
          [5, 6],
        ],
        [
          [1, 2],
          [6, 7],
        ],
      ),
    ).toBe(0.75);
  });
});
