import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RestlessFolders } from './restless-folders.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('folders in which much changed at once', () => {
  it('are told of together when nothing has changed for a while', () => {
    const rested: string[][] = [];
    const folders = new RestlessFolders((all) => rested.push(all));
    folders.add(['/notes']);
    vi.advanceTimersByTime(2_000);
    expect(folders.add(['/papers'])).toEqual(['/notes', '/papers']);
    vi.advanceTimersByTime(2_000);
    expect(rested).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(rested).toEqual([['/notes', '/papers']]);
  });

  it('are told of in the end although one file in them never rests, and not again for it', () => {
    const rested: string[][] = [];
    const folders = new RestlessFolders((all) => rested.push(all));
    folders.add(['/notes']);
    for (let second = 0; second < 60; second++) {
      folders.stir();
      vi.advanceTimersByTime(1_000);
    }
    expect(rested).toEqual([['/notes']]);
  });
});
