import type { ErrorInfo, IndexProgress, LibraryStatus } from '../../app/contracts/library.ts';
import type { Connection } from '../client/connection.ts';
import { toldByEngine } from '../client/failure.ts';
import { createStore, type Store } from './store.ts';

export interface LibraryState {
  /** Null until the engine has told it for the first time. */
  readonly status: LibraryStatus | null;
  /** Grows when indexing has changed what a search can find. */
  readonly revision: number;
  /** Why the library cannot be opened, or not be followed any more; null while it can. */
  readonly error: ErrorInfo | null;
}

const RETRY_MS = 1_000;

/** Follows the library for as long as the window lives, across reconnections. */
export function watchLibrary(connection: Connection, signal: AbortSignal): Store<LibraryState> {
  const store = createStore<LibraryState>({ status: null, revision: 0, error: null });
  const emit = (status: LibraryStatus) => {
    const before = store.get();
    const revision = before.revision + (hasNewContent(before.status, status) ? 1 : 0);
    store.set({ status, revision, error: null });
  };
  const fail = (error: ErrorInfo) => {
    if (store.get().error?.message !== error.message) store.update({ error });
  };
  void follow(connection, signal, emit, fail);
  return store;
}

async function follow(
  connection: Connection,
  signal: AbortSignal,
  emit: (status: LibraryStatus) => void,
  fail: (error: ErrorInfo) => void,
) {
  while (!signal.aborted) {
    try {
      for await (const status of await connection.client.library.watch(undefined, { signal })) emit(status);
    } catch (thrown) {
      // A stream also ends with its connection; the banner tells that, and the next round opens a new one.
      const error = toldByEngine(thrown);
      if (error) fail(error);
    }
    await reopened(connection, signal);
  }
}

/** Waits until the connection is open again, and at least a moment, so that a failing stream is no busy loop. */
function reopened(connection: Connection, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (connection.state.get().kind !== 'open') return;
      stop();
      resolve();
    };
    let unsubscribe = () => {};
    const timer = setTimeout(() => {
      unsubscribe = connection.state.subscribe(check);
      check();
    }, RETRY_MS);
    const stop = () => {
      clearTimeout(timer);
      unsubscribe();
    };
    signal.addEventListener('abort', () => {
      stop();
      resolve();
    });
  });
}

export function isRunning(progress: IndexProgress | null | undefined): progress is IndexProgress {
  return progress?.phase === 'scanning' || progress?.phase === 'indexing';
}

/** Running, or held by a pause. */
export function isUnderWay(progress: IndexProgress | null): progress is IndexProgress {
  return progress?.phase === 'paused' || isRunning(progress);
}

/** A run has ended, or documents have come or gone. */
function hasNewContent(before: LibraryStatus | null, after: LibraryStatus): boolean {
  if (!before) return false;
  const ended = isRunning(before.progress) && !isRunning(after.progress);
  return ended || before.documents !== after.documents || before.sentences !== after.sentences;
}
