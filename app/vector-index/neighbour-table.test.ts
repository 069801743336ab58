import { describe, expect, it } from 'vitest';
import { rowAt } from './cells.ts';
import { clusteredVectors, rowsOf } from './clustered-vectors.ts';
import { NeighbourTable } from './neighbour-table.ts';
import { dequantise } from './quantise.ts';
import { VectorSet } from './vector-set.ts';

const WIDTH = 48;
const FEW = 1;
/** So many queries that looking at every row would take too long. */
const MANY = 1e9;

const rows = rowsOf(clusteredVectors({ width: WIDTH, clusters: 30 }), 3_000);
const set = new VectorSet(WIDTH);
set.add(rows);
const query = (row: number) => rowAt(rows, WIDTH, row);
const tableOf = (...of: Parameters<typeof NeighbourTable.of>) => {
  const work = NeighbourTable.of(...of);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
};
const exact = (row: number, k: number) => set.search(dequantise(query(row)), k);

describe('the nearest of all rows', () => {
  it('are exact for few queries', () => {
    const table = tableOf(rows, WIDTH, FEW);
    for (let row = 0; row < 3_000; row += 300) {
      const { ids, scores } = table.nearest(query(row), 7);
      const expected = exact(row, 7);
      expect(ids).toEqual(expected.ids);
      for (const [i, score] of scores.entries()) expect(score).toBeCloseTo(expected.scores[i]!, 5);
    }
  });

  it('are nearly all found for many queries', () => {
    const table = tableOf(rows, WIDTH, MANY);
    let found = 0;
    for (let row = 0; row < 3_000; row += 30) {
      const ids = new Set(table.nearest(query(row), 5).ids);
      found += exact(row, 5).ids.filter((id) => ids.has(id)).length;
    }
    expect(found / 500).toBeGreaterThan(0.95);
  });

  it('hold a row itself, and each row once', () => {
    const table = tableOf(rows, WIDTH, MANY);
    const { ids, scores } = table.nearest(query(17), 50);
    expect(ids[0]).toBe(rows.ids[17]);
    expect(new Set(ids).size).toBe(50);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('are the same each time', () => {
    const [one, other] = [tableOf(rows, WIDTH, MANY), tableOf(rows, WIDTH, MANY)];
    for (let row = 0; row < 3_000; row += 200) {
      expect(one.nearest(query(row), 9)).toEqual(other.nearest(query(row), 9));
    }
  });

  it('are as many as there are', () => {
    const three = rowsOf(clusteredVectors({ width: WIDTH }), 3);
    expect(tableOf(three, WIDTH, FEW).nearest(rowAt(three, WIDTH, 0), 9).ids).toHaveLength(3);
  });
});
