import { expect, it } from 'vitest';
import { RestartPolicy } from './restart-policy.ts';

it('waits ever longer while something ends soon after each start', () => {
  const policy = new RestartPolicy();
  const delays = Array.from({ length: 8 }, () => policy.ended(100).delayMs);
  expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

it('is quick again after a long life', () => {
  const policy = new RestartPolicy();
  policy.ended(100);
  policy.ended(100);
  expect(policy.ended(60_000)).toEqual({ delayMs: 500, isHopeless: false });
  expect(policy.ended(100).delayMs).toBe(1_000);
});

it('gives up hope once in a row', () => {
  const policy = new RestartPolicy();
  const row = () => Array.from({ length: 6 }, () => policy.ended(0).isHopeless);
  expect(row()).toEqual([false, false, false, true, false, false]);
  policy.ended(90_000);
  expect(row()).toEqual([false, false, true, false, false, false]);
});
