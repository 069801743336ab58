import { useEffect, useState } from 'react';
import type { ErrorInfo } from '../../app/contracts/library.ts';
import { toErrorInfo } from '../client/failure.ts';
import { SLOW_AFTER_MS } from './search-session.ts';
import { useServices } from './services.ts';
import { useStore } from './use-store.ts';

export type Fetched<T> =
  | { readonly kind: 'loading'; readonly slow: boolean; readonly previous: T | null }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: ErrorInfo };

/**
 * Fetches when `key` changes, and again what has failed once a lost engine is back; forgets answers to earlier keys.
 * While loading, the value before is at hand, so that a view need not flicker.
 */
export function useFetched<T>(key: string, fetch: (signal: AbortSignal) => Promise<T>): Fetched<T> {
  const [state, setState] = useState<Fetched<T>>({ kind: 'loading', slow: false, previous: null });
  const isConnected = useStore(useServices().connection.state).kind === 'open';
  const hasFailed = state.kind === 'failed';
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a connection that opens gives reason to try again
  useEffect(() => {
    if (isConnected && hasFailed) setAttempt((count) => count + 1);
  }, [isConnected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for everything `fetch` closes over
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState((before) => ({ kind: 'loading', slow: false, previous: valueBefore(before) }));
    const slowTimer = setTimeout(() => {
      setState((before) => (before.kind === 'loading' ? { ...before, slow: true } : before));
    }, SLOW_AFTER_MS);
    fetch(signal)
      .then(
        (value) => signal.aborted || setState({ kind: 'ready', value }),
        (thrown) => signal.aborted || setState({ kind: 'failed', error: toErrorInfo(thrown) }),
      )
      .finally(() => clearTimeout(slowTimer));
    return () => {
      clearTimeout(slowTimer);
      controller.abort();
    };
  }, [key, attempt]);
  return state;
}

/** Keys may change faster than answers come. */
function valueBefore<T>(before: Fetched<T>): T | null {
  if (before.kind === 'ready') return before.value;
  return before.kind === 'loading' ? before.previous : null;
}
