import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchResponse } from '../../app/contracts/search.ts';
import { EngineAwayError } from '../client/failure.ts';
import {
  type AskEngine,
  createSearchSession,
  type SearchQuestion,
  SLOW_AFTER_MS,
  TYPING_PAUSE_MS,
} from './search-session.ts';

const answer = (query: string): SearchResponse => ({ query, tookMs: 1, notes: [], hits: [] });

/** An engine that answers when told to, and keeps what it was asked. */
function heldEngine() {
  const calls: {
    question: SearchQuestion;
    signal: AbortSignal;
    settle: PromiseWithResolvers<SearchResponse>;
  }[] = [];
  const ask: AskEngine = (question, signal) => {
    const settle = Promise.withResolvers<SearchResponse>();
    signal.addEventListener('abort', () => settle.reject(signal.reason));
    calls.push({ question, signal, settle });
    return settle.promise;
  };
  return { ask, calls };
}

const afterTyping = () => vi.advanceTimersByTimeAsync(TYPING_PAUSE_MS);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('search as you type', () => {
  it('asks once, after a pause in typing', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    for (const query of ['f', 'fr', 'fro', 'frost']) session.setQuery(query);
    expect(session.state.get()).toMatchObject({ query: 'frost', phase: 'searching' });
    await afterTyping();
    expect(calls.map(({ question }) => question)).toEqual([
      { query: 'frost', mode: 'hybrid', filters: {}, examples: [] },
    ]);
  });

  it('cancels a search that is out of date and ignores its answer', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    await afterTyping();
    session.setQuery('frosty');
    expect(calls[0]!.signal.aborted).toBe(true);
    await afterTyping();
    calls[0]!.settle.resolve(answer('frost'));
    calls[1]!.settle.resolve(answer('frosty'));
    await vi.runAllTimersAsync();
    expect(session.state.get()).toMatchObject({
      phase: 'answered',
      response: { query: 'frosty' },
      error: null,
    });
  });

  it('keeps the last answer in view while the next one is on its way', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    await afterTyping();
    calls[0]!.settle.resolve(answer('frost'));
    await afterTyping();
    session.setQuery('frost pots');
    expect(session.state.get()).toMatchObject({ phase: 'searching', response: { query: 'frost' } });
  });

  it('says so when an answer takes long, and no longer once it is there', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    await afterTyping();
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS - 1);
    expect(session.state.get().slow).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.state.get().slow).toBe(true);
    calls[0]!.settle.resolve(answer('frost'));
    await vi.runAllTimersAsync();
    expect(session.state.get().slow).toBe(false);
  });

  it('forgets everything with the last character, without asking', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('f');
    session.setQuery('  ');
    await vi.runAllTimersAsync();
    expect(calls).toEqual([]);
    expect(session.state.get()).toMatchObject({ phase: 'idle', response: null });
  });

  it('asks at once on a change of mode or on demand', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    session.setMode('words');
    session.searchNow();
    expect(calls.map(({ question }) => question.mode)).toEqual(['words', 'words']);
    await vi.runAllTimersAsync();
    expect(calls).toHaveLength(2);
  });

  it('shows trouble and recovers from it', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    await afterTyping();
    calls[0]!.settle.reject(new EngineAwayError());
    await afterTyping();
    expect(session.state.get()).toMatchObject({ phase: 'failed', error: { code: 'engine.away' } });
    expect(session.state.get().response).toBeNull();
    session.searchNow();
    calls[1]!.settle.resolve(answer('frost'));
    await afterTyping();
    expect(session.state.get()).toMatchObject({ phase: 'answered', error: null });
  });
});

describe('what is asked beside the query', () => {
  const FROST = { passageId: 7, name: 'Frost', wanted: 'more' } as const;

  it('filters are added and taken away, each at once', async () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    session.filter({ type: ['html'] });
    session.filter({ tag: ['garden'] });
    session.filter({ type: undefined });
    expect(calls.map(({ question }) => question.filters)).toEqual([
      { type: ['html'] },
      { type: ['html'], tag: ['garden'] },
      { tag: ['garden'] },
    ]);
  });

  it('an example is taken back by itself, and turned by its opposite', () => {
    const { ask } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    session.steer(FROST);
    session.steer({ ...FROST, wanted: 'less' });
    expect(session.state.get().examples).toEqual([{ ...FROST, wanted: 'less' }]);
    session.steer({ ...FROST, wanted: 'less' });
    expect(session.state.get().examples).toEqual([]);
  });

  it('examples go with their query, filters stay', () => {
    const { ask } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    session.filter({ type: ['html'] });
    session.steer(FROST);
    session.setQuery('');
    expect(session.state.get()).toMatchObject({ examples: [], filters: { type: ['html'] } });
  });

  it('another search is opened as a whole', () => {
    const { ask, calls } = heldEngine();
    using session = createSearchSession(ask);
    session.setQuery('frost');
    session.steer(FROST);
    session.open({ query: 'thaw', mode: 'words', filters: { tag: ['garden'] } });
    expect(calls.at(-1)?.question).toEqual({
      query: 'thaw',
      mode: 'words',
      filters: { tag: ['garden'] },
      examples: [],
    });
  });
});
