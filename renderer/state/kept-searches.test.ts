import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchResponse } from '../../app/contracts/search.ts';
import { MOST_RECENT, openKeptSearches, REMEMBER_AFTER_MS, rememberSearches } from './kept-searches.ts';
import { createSearchSession, NOTHING_WISHED } from './search-session.ts';

function memory() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

const wish = (query: string) => ({ ...NOTHING_WISHED, query });
const queries = (wishes: readonly { query: string }[]) => wishes.map(({ query }) => query);

describe('recent searches', () => {
  it('have the latest first, each once, and outlive the window', () => {
    const storage = memory();
    const kept = openKeptSearches(storage);
    for (const query of ['frost', 'thaw', 'frost ']) kept.remember(wish(query));
    expect(queries(kept.state.get().recent)).toEqual(['frost', 'thaw']);
    expect(openKeptSearches(storage).state.get()).toEqual(kept.state.get());
  });

  it('do not keep steps of typing', () => {
    const kept = openKeptSearches(memory());
    for (const query of ['thaw', 'fro', 'frost', 'frost pots']) kept.remember(wish(query));
    expect(queries(kept.state.get().recent)).toEqual(['frost pots', 'thaw']);
  });

  it('are not without end, and can be forgotten', () => {
    const kept = openKeptSearches(memory());
    for (let index = 0; index < MOST_RECENT + 5; index += 1) kept.remember(wish(`${index} frosts`));
    expect(kept.state.get().recent).toHaveLength(MOST_RECENT);
    kept.forgetRecent();
    expect(kept.state.get().recent).toEqual([]);
  });
});

describe('saved searches', () => {
  it('leave the recent ones, and are let go by the same sign', () => {
    const kept = openKeptSearches(memory());
    kept.remember(wish('frost'));
    kept.toggle(wish('frost'));
    kept.remember(wish('frost'));
    expect(kept.isSaved(wish('frost'))).toBe(true);
    expect(kept.isSaved({ ...wish('frost'), mode: 'words' })).toBe(false);
    expect(kept.state.get()).toMatchObject({ saved: [wish('frost')], recent: [] });
    kept.toggle(wish('frost'));
    expect(kept.state.get().saved).toEqual([]);
  });

  it('that another hand has written count as nothing', () => {
    const storage = memory();
    storage.setItem('semblance.searches', '{"saved": [{"query": 1}]}');
    expect(openKeptSearches(storage).state.get()).toEqual({ saved: [], recent: [] });
  });
});

describe('remembering', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits until an answer was left standing', async () => {
    const hit = {} as SearchResponse['hits'][number];
    using session = createSearchSession(async ({ query }) => ({ query, tookMs: 1, notes: [], hits: [hit] }));
    const kept = openKeptSearches(memory());
    const stop = rememberSearches(session, kept);
    session.setQuery('frost');
    await vi.advanceTimersByTimeAsync(500);
    session.setQuery('frost pots');
    await vi.advanceTimersByTimeAsync(REMEMBER_AFTER_MS + 500);
    expect(queries(kept.state.get().recent)).toEqual(['frost pots']);
    stop();
  });
});
