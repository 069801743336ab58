import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type HistoryEntry,
  KEEP_AFTER_MS,
  keepHistory,
  MOST_ENTRIES,
  openCompareHistory,
} from './compare-history.ts';
import { createCompareSession } from './compare-session.ts';
import { comparisonOf, FOUR_LAYERS } from './comparison-fixture.ts';

function memory() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

const entry = (a: string, b = 'ship'): HistoryEntry => ({ a, b, cosine: 0.5, verdict: 'close' });

describe('the history of comparisons', () => {
  it('has the latest first, each pair once, and outlives the window', () => {
    const storage = memory();
    const history = openCompareHistory(storage);
    for (const a of ['boat', 'raft', 'boat']) history.add(entry(a));
    expect(history.entries.get().map(({ a }) => a)).toEqual(['boat', 'raft']);
    expect(openCompareHistory(storage).entries.get()).toEqual(history.entries.get());
  });

  it('is bounded, and gone when cleared', () => {
    const storage = memory();
    const history = openCompareHistory(storage);
    for (let i = 0; i < MOST_ENTRIES + 5; i += 1) history.add(entry(`boat ${i}`));
    expect(history.entries.get()).toHaveLength(MOST_ENTRIES);
    expect(history.entries.get()[0]!.a).toBe(`boat ${MOST_ENTRIES + 4}`);
    history.clear();
    expect(history.entries.get()).toEqual([]);
    expect(storage.items.size).toBe(0);
  });

  it.each(['no json', '{"a":1}', '[{"a":"boat"}]'])('reads %s as nothing', (text) => {
    const storage = memory();
    const key = 'semblance.compare.history';
    storage.items.set(key, text);
    expect(openCompareHistory(storage).entries.get()).toEqual([]);
  });

  it('does without a storage that refuses', () => {
    const refuse = () => {
      throw new Error('blocked');
    };
    const history = openCompareHistory({ getItem: refuse, setItem: refuse, removeItem: refuse });
    history.add(entry('boat'));
    expect(history.entries.get()).toHaveLength(1);
  });
});

describe('what is kept', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is an answer that was left standing, not each step of typing', async () => {
    using session = createCompareSession({
      choices: async () => FOUR_LAYERS,
      compare: async (request) => comparisonOf(request),
    });
    const history = openCompareHistory(memory());
    const stop = keepHistory(session, history);
    session.setTexts('boat', 'shi');
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS / 2);
    session.setText('b', 'ship');
    await vi.advanceTimersByTimeAsync(KEEP_AFTER_MS * 2);
    expect(history.entries.get()).toEqual([entry('boat')]);
    stop();
  });
});
