import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from './connection.ts';
import { EngineAwayError, toErrorInfo } from './failure.ts';
import type { Transport } from './transport.ts';

/** Transports that open, answer and end when the test says so. */
function scriptedTransports() {
  const opened: {
    open: () => void;
    end: () => void;
    answer: PromiseWithResolvers<unknown>;
    closed: boolean;
  }[] = [];
  const openTransport = (): Transport => {
    const opening = Promise.withResolvers<void>();
    const closing = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<unknown>();
    const transport = { open: opening.resolve, end: closing.resolve, answer, closed: false };
    opened.push(transport);
    return {
      link: { call: () => answer.promise },
      opened: opening.promise,
      closed: closing.promise,
      close: () => {
        transport.closed = true;
        closing.resolve();
      },
    };
  };
  return { openTransport, opened };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

describe('the connection to the engine', () => {
  it('tells when it is open and when it is lost', async () => {
    const { openTransport, opened } = scriptedTransports();
    using connection = connect(openTransport);
    expect(connection.state.get()).toEqual({ kind: 'connecting' });
    opened[0]!.open();
    await settled();
    expect(connection.state.get()).toEqual({ kind: 'open' });
    opened[0]!.end();
    await settled();
    expect(connection.state.get()).toEqual({ kind: 'away', attempts: 1 });
  });

  it('comes back by itself, ever more patiently', async () => {
    const { openTransport, opened } = scriptedTransports();
    using connection = connect(openTransport);
    const waits = [250, 500, 1000, 2000, 4000, 8000, 8000];
    for (const [index, wait] of waits.entries()) {
      opened[index]!.end();
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(opened).toHaveLength(index + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(opened).toHaveLength(index + 2);
    }
    opened.at(-1)!.open();
    await settled();
    expect(connection.state.get()).toEqual({ kind: 'open' });
    opened.at(-1)!.end();
    await vi.advanceTimersByTimeAsync(250);
    expect(opened).toHaveLength(waits.length + 2);
  });

  it('tries at once when asked to', async () => {
    const { openTransport, opened } = scriptedTransports();
    using connection = connect(openTransport);
    opened[0]!.end();
    await settled();
    connection.retryNow();
    connection.retryNow();
    expect(opened).toHaveLength(2);
  });

  it('lets calls wait for the first opening, but not for a lost engine', async () => {
    const { openTransport, opened } = scriptedTransports();
    using connection = connect(openTransport);
    const early = connection.client.library.status();
    opened[0]!.answer.resolve('status');
    await expect(early).resolves.toBe('status');
    opened[0]!.end();
    await settled();
    await expect(connection.client.library.status()).rejects.toBeInstanceOf(EngineAwayError);
  });

  it('ends calls that are under way when it is lost', async () => {
    const { openTransport, opened } = scriptedTransports();
    using connection = connect(openTransport);
    const call = connection.client.library.status();
    opened[0]!.answer.reject(new Error('aborted'));
    opened[0]!.end();
    await expect(call).rejects.toBeInstanceOf(EngineAwayError);
  });

  it('passes on what a call threw while the connection holds', async () => {
    const { openTransport, opened } = scriptedTransports();
    using connection = connect(openTransport);
    const call = expect(connection.client.library.status()).rejects.toThrow('full disk');
    opened[0]!.answer.reject(new Error('full disk'));
    await vi.advanceTimersByTimeAsync(1);
    await call;
  });

  it('does not come back after it was closed', async () => {
    const { openTransport, opened } = scriptedTransports();
    connect(openTransport)[Symbol.dispose]();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened).toHaveLength(1);
    expect(opened[0]!.closed).toBe(true);
  });
});

describe('failures of calls', () => {
  it('are shown as the engine told them', () => {
    const data = { code: 'source.missing', message: 'm', nextStep: 'n', retryable: false };
    expect(toErrorInfo(new ORPCError('DOMAIN', { defined: true, data }))).toEqual(data);
  });

  it('tell refused input from a bug', () => {
    expect(toErrorInfo(new ORPCError('BAD_REQUEST'))).toMatchObject({
      code: 'request.invalid',
      retryable: false,
    });
    expect(toErrorInfo(new TypeError('x'))).toMatchObject({ code: 'bug.unexpected', retryable: true });
  });
});
