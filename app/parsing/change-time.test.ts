import { expect, it } from 'vitest';
import { changeTime } from './change-time.ts';

const NOON = Date.UTC(2026, 0, 1, 12);

it.each([
  ['long ago', NOON - 60_000 + 0.25, true],
  ['a moment ago, in whole seconds', NOON - 1_000, false],
  ['a second ago, by a clock that ticks finer', NOON - 1_000.5, true],
  ['just now', NOON - 3.25, false],
  ['just after, by a clock that goes before', NOON + 3.25, false],
  ['in what is the future since the clock was set back', NOON + 3_600_000, true],
])('a file that was changed %s', (_, ctimeMs, tells) => {
  expect(changeTime({ ctimeMs }, NOON)).toBe(tells ? ctimeMs : null);
});
