import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SourceGuard } from './source-guard.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'semblance-guard-'));
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});
const nextLook = () => vi.advanceTimersByTime(2_000);
/** Time for a look to end. */
const A_MOMENT_MS = 50;

describe('the guard of folders', () => {
  let told: [string, boolean][];
  let guard: SourceGuard;
  beforeEach(async () => {
    told = [];
    guard = new SourceGuard(
      () => [folder],
      (...change) => told.push(change),
    );
    await rest(A_MOMENT_MS);
  });
  afterEach(() => guard[Symbol.dispose]());

  it('tells when a folder goes away and when it is back', async () => {
    for (let isThere = false; told.length < 2; isThere = !isThere) {
      if (isThere) mkdirSync(folder);
      else rmSync(folder, { recursive: true });
      nextLook();
      await rest(A_MOMENT_MS);
    }
    expect(told).toEqual(expect.arrayContaining([false, true].map((isThere) => [folder, isThere])));
  });

  it('tells nothing once it is disposed, not even of what it is looking at', async () => {
    rmSync(folder, { recursive: true });
    nextLook();
    guard[Symbol.dispose]();
    await rest(2 * A_MOMENT_MS);
    expect(told).toEqual([]);
  });
});
