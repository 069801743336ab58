import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IndexProgress, LibraryStatus } from '../../app/contracts/library.ts';
import type { Connection, ConnectionState } from '../client/connection.ts';
import { watchLibrary } from './library-watch.ts';
import { createStore } from './store.ts';

const status = (change: Partial<LibraryStatus>): LibraryStatus => ({
  libraryDir: '/library',
  writable: true,
  paused: false,
  sources: [],
  documents: 0,
  passages: 0,
  sentences: 0,
  failed: 0,
  keptApart: 0,
  model: { id: 'm', name: 'm', exitLayer: null, dimensions: 8, provider: 'CPU' },
  modelSwitch: null,
  vectorStage: 'exact',
  progress: null,
  ...change,
});

const progress = (phase: IndexProgress['phase']): IndexProgress => ({
  phase,
  filesDone: 0,
  filesTotal: 1,
  sentencesDone: 0,
  sentencesTotal: 0,
  tokensPerSecond: 0,
  etaSeconds: null,
  currentPath: null,
  provider: 'CPU',
});

/** A connection whose watch stream yields each list in turn and then fails, as a lost engine does. */
function connectionWith(streams: LibraryStatus[][], ends: Error[] = []) {
  const state = createStore<ConnectionState>({ kind: 'open' });
  async function* watch() {
    yield* streams.shift() ?? [];
    throw ends.shift() ?? new Error('lost');
  }
  const connection = { state, client: { library: { watch: async () => watch() } } } as unknown as Connection;
  return { state, connection };
}

let window: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  window = new AbortController();
});
afterEach(() => {
  window.abort();
  vi.useRealTimers();
});

describe('following the library', () => {
  it('keeps the last status', async () => {
    const { connection } = connectionWith([[status({ documents: 1 }), status({ documents: 2 })]]);
    const library = watchLibrary(connection, window.signal);
    expect(library.get().status).toBeNull();
    await vi.advanceTimersByTimeAsync(0);
    expect(library.get().status?.documents).toBe(2);
  });

  it('counts what changes the answers: documents, sentences, the end of a run', async () => {
    const { connection } = connectionWith([
      [
        status({ documents: 1, sentences: 5 }),
        status({ documents: 1, sentences: 5, progress: progress('scanning') }),
        status({ documents: 1, sentences: 5, progress: progress('indexing') }),
        status({ documents: 1, sentences: 5, progress: progress('done') }),
        status({ documents: 2, sentences: 5 }),
        status({ documents: 2, sentences: 9 }),
      ],
    ]);
    const library = watchLibrary(connection, window.signal);
    await vi.advanceTimersByTimeAsync(0);
    expect(library.get().revision).toBe(3);
  });

  it('goes on after the engine was away', async () => {
    const { connection, state } = connectionWith([[status({ documents: 1 })], [status({ documents: 7 })]]);
    const library = watchLibrary(connection, window.signal);
    await vi.advanceTimersByTimeAsync(0);
    state.set({ kind: 'away', attempts: 1 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(library.get().status?.documents).toBe(1);
    state.set({ kind: 'open' });
    await vi.advanceTimersByTimeAsync(0);
    expect(library.get().status?.documents).toBe(7);
    expect(library.get().error).toBeNull();
  });

  it('tells why the library cannot be opened, until it can', async () => {
    const data = { code: 'library.newer', message: 'Too new', nextStep: 'Update.', retryable: false };
    const refused = () => new ORPCError('DOMAIN', { defined: true, message: data.message, data });
    const { connection } = connectionWith([[], [], [status({ documents: 3 })]], [refused(), refused()]);
    const library = watchLibrary(connection, window.signal);
    await vi.advanceTimersByTimeAsync(0);
    expect(library.get()).toMatchObject({ status: null, error: data });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(library.get()).toMatchObject({ status: { documents: 3 }, error: null });
  });
});
