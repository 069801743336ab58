import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorData } from '../base/domain-error.ts';
import { WriteRetries } from './write-retries.ts';

const refusal = (code: string): ErrorData => ({ code, message: '', nextStep: '', retryable: true });
const MINUTE_MS = 60_000;

let error: ErrorData | null;
let hasRoom: boolean;
let looks: number[];
let runs: number[];
let retries: WriteRetries;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  [error, hasRoom, looks, runs] = [refusal('library.disk-full'), false, [], []];
  retries = new WriteRetries({ error: () => error, again }, async () => {
    looks.push(Date.now() / 1_000);
    return hasRoom;
  });
});
afterEach(() => {
  retries[Symbol.dispose]();
  vi.useRealTimers();
});

async function again(): Promise<void> {
  runs.push(Date.now() / 1_000);
}

describe('work that the library was not written for', () => {
  it('is not done again while there is no room, which is looked for less and less often', async () => {
    retries.look();
    retries.look();
    await vi.advanceTimersByTimeAsync(4 * MINUTE_MS);
    expect(looks).toEqual([2, 6, 14, 30, 62, 122, 182]);
    expect(runs).toEqual([]);
  });

  it('is done again when there is room, and no more when it went well', async () => {
    retries.look();
    await vi.advanceTimersByTimeAsync(10_000);
    [hasRoom, error] = [true, null];
    await vi.advanceTimersByTimeAsync(4 * MINUTE_MS);
    expect(runs).toEqual([14]);
  });

  it('is done again later where that was too little room, and soon after new trouble', async () => {
    hasRoom = true;
    retries.look();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toEqual([2, 6]);
    error = null;
    await vi.advanceTimersByTimeAsync(10_000);
    error = refusal('library.unwritable');
    retries.look();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(runs).toEqual([2, 6, 14, 22]);
  });

  it('is left alone when it ended for another reason, and when the library is closed', async () => {
    error = refusal('library.gone');
    retries.look();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    error = refusal('library.write-failed');
    retries.look();
    retries[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    expect(looks).toEqual([]);
  });
});
