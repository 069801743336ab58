import { expect, it } from 'vitest';
import { kills } from './kills.ts';

const SEED = 1;
const NOTES = 12;

/** A sample of what `npm run trial -- kills` tries. */
it.each([
  ['watching', 1],
  ['repairing', 1],
  ['comparing', 1],
  ['building graphs', 2],
])('%s: %i kills lose nothing', async (phase, count) => {
  for await (const { findings } of kills(phase, count, SEED, NOTES)) expect(findings).toEqual([]);
  expect.assertions(count);
});
