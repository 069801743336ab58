import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConnectionState } from '../client/connection.ts';
import { EngineAwayError } from '../client/failure.ts';
import type { LibraryState } from './library-watch.ts';
import { renewSearches } from './renew-searches.ts';
import { createSearchSession } from './search-session.ts';
import { createStore } from './store.ts';

function setup() {
  const asked: string[] = [];
  let isAway = false;
  const search = createSearchSession(async ({ query }) => {
    asked.push(query);
    if (isAway) throw new EngineAwayError();
    return { query, tookMs: 1, notes: [], hits: [] };
  });
  const library = createStore<LibraryState>({ status: null, revision: 0, error: null });
  const connection = createStore<ConnectionState>({ kind: 'open' });
  renewSearches(search, library, connection);
  const grow = () => library.update({ revision: library.get().revision + 1 });
  const lose = () => {
    isAway = true;
    connection.set({ kind: 'away', attempts: 1 });
  };
  const comeBack = () => {
    isAway = false;
    connection.set({ kind: 'open' });
  };
  return { asked, search, library, grow, lose, comeBack };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('renewing the results', () => {
  it('happens soon after a change, once for a burst of them', async () => {
    const { asked, search, grow } = setup();
    search.setQuery('frost');
    await vi.advanceTimersByTimeAsync(100);
    grow();
    grow();
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toEqual(['frost', 'frost']);
  });

  it('goes on at an even pace while changes keep coming', async () => {
    const { asked, search, grow } = setup();
    search.setQuery('frost');
    await vi.advanceTimersByTimeAsync(100);
    for (let time = 0; time < 6_000; time += 100) {
      grow();
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(asked).toHaveLength(1 + 4);
  });

  it('does not happen for progress that changes nothing', async () => {
    const { asked, search, library } = setup();
    search.setQuery('frost');
    await vi.advanceTimersByTimeAsync(100);
    library.update({ status: null });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(1);
  });

  it('repeats a failed search when the engine is back', async () => {
    const { search, lose, comeBack } = setup();
    lose();
    search.setQuery('frost');
    await vi.advanceTimersByTimeAsync(100);
    expect(search.state.get().phase).toBe('failed');
    comeBack();
    await vi.advanceTimersByTimeAsync(0);
    expect(search.state.get().phase).toBe('answered');
  });
});
