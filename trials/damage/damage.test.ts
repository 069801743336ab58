import { expect, it } from 'vitest';
import { damageDatabase, resultOf } from './damage.ts';

const SEED = 1;
/** A sample of what `npm run trial -- damage` tries. */
const CASES = 60;
/** Figures that are worked out from texts and vectors, and have no seal: see docs/bad-input.md. */
const WITHOUT_SEAL =
  /^silent: (passage_pair|compared_passage|random_pair_sample)(,(passage_pair|compared_passage|random_pair_sample))*$/;

it('damage at any place of a database is told, or does no harm to what was stored', async () => {
  const results = new Map<string, string>();
  for await (const outcome of damageDatabase(SEED, CASES)) results.set(outcome.what, resultOf(outcome));
  expect(results.size).toBeGreaterThan(0);
  for (const [what, result] of results) {
    expect(result, what).toMatch(/^(harmless|told by .*|silent: .*)$/);
    if (result.startsWith('silent')) expect(result, what).toMatch(WITHOUT_SEAL);
  }
  expect([...results.values()].filter((result) => result.startsWith('told')).length).toBeGreaterThan(0);
});
