import { expect, it } from 'vitest';
import { comparingHeadline, shareCompared } from './comparing-wording.ts';

it('comparing tells how many passages it is about and how far it is', () => {
  expect(comparingHeadline({ done: 1799, total: 3600 })).toBe('Comparing 1,200 passages, 49 %');
  expect(shareCompared({ done: 1800, total: 3600 })).toBe(0.5);
});

it('comparing that knows no total yet says so', () => {
  expect(comparingHeadline({ done: 0, total: 0 })).toBe('Comparing passages');
  expect(shareCompared({ done: 0, total: 0 })).toBeNull();
});
