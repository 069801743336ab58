import { expect, it } from 'vitest';
import { clusteredVectors, rowsOf } from './clustered-vectors.ts';
import { CodeKeeper } from './code-keeper.ts';
import { VectorSet } from './vector-set.ts';

const WIDTH = 64;

function finishWork(keeper: CodeKeeper): void {
  while (keeper.work(performance.now() + 50));
}

it('does not serve where the codes find too little, and tries again when there are twice as many vectors', () => {
  const vectors = clusteredVectors({ width: WIDTH });
  const set = new VectorSet(WIDTH);
  set.add(rowsOf(vectors, 2_000));
  const keeper = new CodeKeeper(set, [1, 2]);
  finishWork(keeper);
  expect(keeper.serves).toBe(false);
  expect(keeper.verdict).toBeNull();

  set.add(rowsOf(vectors, 1_999, 5_000));
  expect(keeper.work(Number.POSITIVE_INFINITY)).toBe(false);
  set.add(rowsOf(vectors, 1, 9_000));
  expect(keeper.work(performance.now() + 1)).toBe(true);
});

it('serves on while vectors come and go, until it renews itself', () => {
  const vectors = clusteredVectors({ width: WIDTH });
  const set = new VectorSet(WIDTH);
  set.add(rowsOf(vectors, 2_000));
  const keeper = new CodeKeeper(set);
  finishWork(keeper);
  expect(keeper.verdict?.recall).toBeGreaterThanOrEqual(0.98);
  set.remove(Array.from({ length: 500 }, (_, i) => 2 * i + 1));
  set.add(rowsOf(vectors, 2_000, 5_000));
  expect(keeper.serves).toBe(true);
  set.add(rowsOf(vectors, 500, 9_000));
  keeper.work(performance.now() + 0.1);
  expect(keeper.serves).toBe(false);
  finishWork(keeper);
  expect(keeper.serves).toBe(true);
});
