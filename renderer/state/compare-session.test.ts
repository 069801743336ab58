import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CompareRequest, Comparison } from '../../app/contracts/compare.ts';
import { EngineAwayError } from '../client/failure.ts';
import { OWN_CHOICE } from './compare-choice.ts';
import { type CompareEngine, createCompareSession } from './compare-session.ts';
import { comparisonOf, FOUR_LAYERS } from './comparison-fixture.ts';
import { SLOW_AFTER_MS, TYPING_PAUSE_MS } from './search-session.ts';

interface HeldCall {
  readonly request: CompareRequest;
  readonly signal: AbortSignal;
  readonly settle: PromiseWithResolvers<Comparison>;
}

/** An engine that answers when told to, and keeps what it was asked. */
function heldEngine() {
  const calls: HeldCall[] = [];
  const engine: CompareEngine = {
    choices: async () => FOUR_LAYERS,
    compare(request, signal) {
      const settle = Promise.withResolvers<Comparison>();
      signal.addEventListener('abort', () => settle.reject(signal.reason));
      calls.push({ request, signal, settle });
      return settle.promise;
    },
  };
  const answerAll = async () => {
    for (const { request, settle } of calls) settle.resolve(comparisonOf(request));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { engine, calls, answerAll };
}

const afterTyping = () => vi.advanceTimersByTimeAsync(TYPING_PAUSE_MS);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('compare as you type', () => {
  it('asks after a pause, once both texts are there: as chosen, and read left to right only', async () => {
    const { engine, calls } = heldEngine();
    using session = createCompareSession(engine);
    session.setText('a', 'boat');
    await afterTyping();
    expect(session.state.get()).toMatchObject({ phase: 'idle', answer: null });
    for (const text of ['s', 'sh', 'ship']) session.setText('b', text);
    await afterTyping();
    expect(calls.map(({ request }) => request)).toEqual([
      { a: 'boat', b: 'ship' },
      { a: 'boat', b: 'ship', firstBidirectionalLayer: 4 },
    ]);
  });

  it('gives one answer of one moment', async () => {
    const { engine, calls, answerAll } = heldEngine();
    using session = createCompareSession(engine);
    session.setTexts('boat', 'ship');
    await afterTyping();
    calls[0]!.settle.resolve(comparisonOf(calls[0]!.request));
    await vi.advanceTimersByTimeAsync(0);
    expect(session.state.get()).toMatchObject({ phase: 'comparing', answer: null });
    await answerAll();
    const { answer, phase } = session.state.get();
    expect(phase).toBe('answered');
    expect(answer).toMatchObject({
      a: 'boat',
      b: 'ship',
      contrast: { settings: { firstBidirectionalLayer: 4 } },
    });
    expect(answer!.own).toBe(answer!.chosen);
  });

  it('cancels what is out of date and ignores its answer', async () => {
    const { engine, calls, answerAll } = heldEngine();
    using session = createCompareSession(engine);
    session.setTexts('boat', 'ship');
    await afterTyping();
    session.setText('b', 'ships');
    expect(calls.every(({ signal }) => signal.aborted)).toBe(true);
    await afterTyping();
    await answerAll();
    expect(session.state.get()).toMatchObject({ phase: 'answered', answer: { b: 'ships' }, error: null });
  });

  it('asks at once under other settings, and for the model as it is made beside them', async () => {
    const { engine, calls, answerAll } = heldEngine();
    using session = createCompareSession(engine);
    session.setTexts('boat', 'ship');
    await afterTyping();
    await answerAll();
    session.choose({ dimensions: 64 });
    await vi.advanceTimersByTimeAsync(0);
    await answerAll();
    await answerAll();
    expect(calls.slice(2).map(({ request }) => request)).toEqual([
      { a: 'boat', b: 'ship', dimensions: 64 },
      { a: 'boat', b: 'ship', dimensions: 64, firstBidirectionalLayer: 4 },
      { a: 'boat', b: 'ship' },
    ]);
    expect(session.state.get().answer).toMatchObject({
      chosen: { settings: { own: false } },
      own: { settings: { own: true } },
    });
    session.chooseOwn();
    expect(session.state.get().choice).toEqual(OWN_CHOICE);
  });

  it('swaps the texts', async () => {
    const { engine, calls } = heldEngine();
    using session = createCompareSession(engine);
    session.setTexts('boat', 'ship');
    session.swap();
    await afterTyping();
    expect(calls[0]!.request).toEqual({ a: 'ship', b: 'boat' });
  });

  it('forgets everything with the last character of a text, without asking', async () => {
    const { engine, calls } = heldEngine();
    using session = createCompareSession(engine);
    session.setTexts('boat', 'ship');
    session.setText('a', ' ');
    await vi.runAllTimersAsync();
    expect(calls).toEqual([]);
    expect(session.state.get()).toMatchObject({ phase: 'idle', answer: null });
  });

  it('says so when an answer takes long', async () => {
    const { engine, answerAll } = heldEngine();
    using session = createCompareSession(engine);
    session.setTexts('boat', 'ship');
    await vi.advanceTimersByTimeAsync(SLOW_AFTER_MS - 1);
    expect(session.state.get().slow).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(session.state.get().slow).toBe(true);
    await answerAll();
    expect(session.state.get().slow).toBe(false);
  });

  it('shows trouble and recovers from it', async () => {
    const { engine, calls, answerAll } = heldEngine();
    using session = createCompareSession(engine);
    session.setTexts('boat', 'ship');
    await afterTyping();
    calls[0]!.settle.reject(new EngineAwayError());
    await vi.advanceTimersByTimeAsync(0);
    expect(session.state.get()).toMatchObject({ phase: 'failed', error: { code: 'engine.away' } });
    session.compareNow();
    await vi.advanceTimersByTimeAsync(0);
    await answerAll();
    expect(session.state.get()).toMatchObject({ phase: 'answered', error: null });
  });

  it('forgets what was chosen when the library changes its model', async () => {
    const { engine } = heldEngine();
    using session = createCompareSession(engine);
    session.followModel('small');
    await vi.advanceTimersByTimeAsync(0);
    session.choose({ exitLayer: 1 });
    session.followModel('small');
    expect(session.state.get().choice.exitLayer).toBe(1);
    session.followModel('large');
    expect(session.state.get()).toMatchObject({ choice: OWN_CHOICE, choices: null });
  });
});
