import { expect, it } from 'vitest';
import { latencyOf } from './latency.ts';

it('is taken of every query once, after one call that does not count', async () => {
  const asked: string[] = [];
  const { queries, p50Ms, p95Ms } = await latencyOf(['a', 'b', 'c'], async (query) => {
    asked.push(query);
  });
  expect(asked).toEqual(['a', 'a', 'b', 'c']);
  expect(queries).toBe(3);
  expect(p50Ms).toBeLessThanOrEqual(p95Ms);
});
