import { expect, it } from 'vitest';
import { soak } from './soak.ts';

/** A sample of what `npm run trial -- soak` does for hours. */
it('changes and questions leave a library like one made anew', async () => {
  for await (const check of soak({ seed: 1, notes: 25, minutes: 0.05, checkEveryMinutes: 1, restMs: 100 })) {
    expect(check.findings).toEqual([]);
    expect(check.changes).toBeGreaterThan(0);
  }
  expect.hasAssertions();
});
