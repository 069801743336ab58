import { expect, it } from 'vitest';
import { damageDatabase } from './database.ts';
import { damageFiles } from './files.ts';
import { type DamageOutcome, resultOf } from './outcome.ts';

const SEED = 1;

// Each is a sample of what `npm run trial -- damage` tries.
it.each([
  ['the database', damageDatabase, 25],
  ['every other file', damageFiles, 3],
])('damage to %s is told, or does no harm to what was stored', async (_, damage, cases) => {
  const outcomes = await Array.fromAsync<DamageOutcome>(damage(SEED, cases));
  expect(outcomes.length).toBeGreaterThanOrEqual(cases);
  for (const outcome of outcomes)
    expect(resultOf(outcome), `${outcome.file}, ${outcome.what}`).toMatch(/^(harmless|told by \w+)$/);
});
