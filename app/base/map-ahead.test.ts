import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { mapAhead } from './map-ahead.ts';

describe('mapAhead', () => {
  it('keeps the input order whatever finishes first', async () => {
    const results = mapAhead([30, 1, 15, 0], 3, async (ms) => {
      await delay(ms);
      return ms;
    });
    expect(await Array.fromAsync(results)).toEqual([30, 1, 15, 0]);
  });

  it('never runs more than the given number at once, and does run that many', async () => {
    let running = 0;
    let most = 0;
    const results = mapAhead(Array(20).keys(), 4, async () => {
      most = Math.max(most, ++running);
      await delay(1);
      running--;
    });
    await Array.fromAsync(results);
    expect(most).toBe(4);
  });

  it('tells a failure in its turn, even when it comes while the consumer is busy', async () => {
    const results = mapAhead([0, 1, 2], 3, async (item) => {
      if (item === 1) throw new Error('second fails');
      return item;
    });
    expect(await results.next()).toEqual({ done: false, value: 0 });
    await delay(5);
    await expect(results.next()).rejects.toThrow('second fails');
  });

  it('passes a failure on and waits for what still runs', async () => {
    let settled = 0;
    const results = mapAhead([1, 2, 3], 3, async (item) => {
      await delay(item);
      settled++;
      if (item === 1) throw new Error('first fails');
    });
    await expect(Array.fromAsync(results)).rejects.toThrow('first fails');
    expect(settled).toBe(3);
  });
});
