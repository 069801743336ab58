import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DuplicateGroup, DuplicateReport, DuplicateRequest } from '../../app/contracts/duplicates.ts';
import { createDuplicateSession, PAGE_GROUPS } from './duplicate-session.ts';

/** An engine that has as many groups as it is told, and answers when the test says so. */
function engine(total: number) {
  const asked: {
    request: DuplicateRequest;
    signal: AbortSignal;
    answer: () => void;
    fail: (e: Error) => void;
  }[] = [];
  const ask = (request: DuplicateRequest, signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<DuplicateReport>();
    const answer = () => resolve(reportOf(request, total));
    asked.push({ request, signal, answer, fail: reject });
    return promise;
  };
  return { ask, asked };
}

function reportOf({ offset, limit }: DuplicateRequest, total: number): DuplicateReport {
  const length = Math.max(0, Math.min(limit, total - offset));
  const groups = Array.from({ length }, (_, index) => ({ similarity: offset + index }) as DuplicateGroup);
  return { groups, total, pending: 0, tooShort: 0, ignored: 0 };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('groups of duplicates', () => {
  it('are asked for a page at a time, and further ones as they are looked at', async () => {
    const { ask, asked } = engine(250);
    using session = createDuplicateSession(ask);
    session.renew();
    asked[0]!.answer();
    await settled();
    expect(session.state.get()).toMatchObject({ phase: 'answered', answer: { total: 250 } });
    session.show(0, 8);
    expect(asked).toHaveLength(1);
    session.show(95, 103);
    session.show(96, 104);
    expect(asked.map(({ request }) => [request.offset, request.limit])).toEqual([
      [0, PAGE_GROUPS],
      [PAGE_GROUPS, PAGE_GROUPS],
    ]);
    asked[1]!.answer();
    await settled();
    expect(session.state.get().answer?.groups.get(103)?.similarity).toBe(103);
    session.show(240, 250);
    session.show(240, 900);
    expect(asked).toHaveLength(3);
  });

  it('stay in view while the threshold moves, and follow it at their own pace', async () => {
    const { ask, asked } = engine(3);
    using session = createDuplicateSession(ask);
    session.renew();
    asked[0]!.answer();
    await settled();
    for (const threshold of [0.89, 0.88, 0.87]) session.choose({ threshold });
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.map(({ request }) => request.threshold)).toEqual([0.9, 0.87]);
    expect(session.state.get()).toMatchObject({ phase: 'asking', answer: { choice: { threshold: 0.9 } } });
    asked[1]!.answer();
    await settled();
    expect(session.state.get().answer?.choice.threshold).toBe(0.87);
  });

  it('never show an old answer to a new choice', async () => {
    const { ask, asked } = engine(3);
    using session = createDuplicateSession(ask);
    session.choose({ kind: 'reworded' });
    session.choose({ kind: 'identical' });
    expect(asked[0]!.signal.aborted).toBe(true);
    asked[1]!.answer();
    asked[0]!.answer();
    await settled();
    expect(session.state.get().answer?.choice.kind).toBe('identical');
    expect(asked[1]!.request.kinds).toEqual(['identical']);
  });

  it('are asked for again where the person is in the list', async () => {
    const { ask, asked } = engine(500);
    using session = createDuplicateSession(ask);
    session.show(195, 205);
    session.renew();
    expect(asked[0]!.request).toMatchObject({ offset: 100, limit: 200 });
  });

  it('tell trouble, and come back after it', async () => {
    const { ask, asked } = engine(1);
    using session = createDuplicateSession(ask);
    session.renew();
    asked[0]!.fail(new TypeError('x'));
    await settled();
    expect(session.state.get()).toMatchObject({ phase: 'failed', error: { code: 'bug.unexpected' } });
    session.renew();
    asked[1]!.answer();
    await settled();
    expect(session.state.get()).toMatchObject({ phase: 'answered', error: null });
  });
});
