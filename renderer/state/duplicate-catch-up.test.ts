import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DuplicateProgress } from '../../app/contracts/duplicates.ts';
import type { LibraryStatus } from '../../app/contracts/library.ts';
import type { ConnectionState } from '../client/connection.ts';
import { createDuplicateCatchUp } from './duplicate-catch-up.ts';
import { createDuplicateSession } from './duplicate-session.ts';
import type { LibraryState } from './library-watch.ts';
import { createStore } from './store.ts';

/** A library with passages to compare, of which each update compares all, unless it fails. */
function scene({ pending, writable = true }: { pending: number; writable?: boolean }) {
  const library = createStore<LibraryState>({
    status: { writable } as LibraryStatus,
    revision: 1,
    error: null,
  });
  const connection = createStore<ConnectionState>({ kind: 'open' });
  const engine = { pending, asked: 0, updates: 0, failing: false };
  const session = createDuplicateSession(async () => {
    engine.asked += 1;
    return { groups: [], total: 0, pending: engine.pending, tooShort: 0, ignored: 0 };
  });
  async function* update(): AsyncGenerator<DuplicateProgress> {
    engine.updates += 1;
    if (engine.failing) throw new TypeError('x');
    const total = 3 * engine.pending;
    for (let done = 0; done <= total; done += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (done === total) engine.pending = 0;
      yield { done, total };
    }
  }
  const catchUp = createDuplicateCatchUp({ session, library, connection, update: async () => update() });
  return { library, connection, engine, session, catchUp };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('while duplicates are looked at', () => {
  it('what is not compared yet is compared, and groups come as they are found', async () => {
    const { engine, session, catchUp } = scene({ pending: 2 });
    const stop = catchUp.start();
    await vi.advanceTimersByTimeAsync(3_500);
    expect(catchUp.comparing.get().progress).toEqual({ done: 2, total: 6 });
    expect(engine.asked).toBeGreaterThan(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(catchUp.comparing.get()).toEqual({ progress: null, error: null });
    expect(session.state.get().answer?.pending).toBe(0);
    expect(engine.updates).toBe(1);
    stop();
  });

  it('nothing is compared where another process holds the library', async () => {
    const { engine, catchUp } = scene({ pending: 2, writable: false });
    const stop = catchUp.start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(engine.updates).toBe(0);
    stop();
  });

  it('a failure is told once, and comparing is tried again after the library has changed', async () => {
    const { engine, library, catchUp } = scene({ pending: 1 });
    engine.failing = true;
    const stop = catchUp.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(engine.updates).toBe(1);
    expect(catchUp.comparing.get().error?.code).toBe('bug.unexpected');
    engine.failing = false;
    library.update({ revision: 2 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(engine.pending).toBe(0);
    expect(catchUp.comparing.get().error).toBeNull();
    stop();
  });

  it('what waits after a deletion is compared by itself', async () => {
    const { engine, library, catchUp } = scene({ pending: 0 });
    const stop = catchUp.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.updates).toBe(0);
    engine.pending = 3;
    library.update({ revision: 2 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(engine).toMatchObject({ pending: 0, updates: 1 });
    stop();
  });

  it('the list follows pairs that another window parts', async () => {
    const { engine, library, catchUp } = scene({ pending: 0 });
    const stop = catchUp.start();
    await vi.advanceTimersByTimeAsync(1_000);
    library.update({ status: { writable: true, keptApart: 1 } as LibraryStatus });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.asked).toBe(2);
    stop();
  });

  it('the list follows the library', async () => {
    const { engine, library, catchUp } = scene({ pending: 0 });
    const stop = catchUp.start();
    await vi.advanceTimersByTimeAsync(0);
    for (let revision = 2; revision < 12; revision += 1) library.update({ revision });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.asked).toBe(2);
    stop();
    library.update({ revision: 12 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(engine.asked).toBe(2);
  });
});
