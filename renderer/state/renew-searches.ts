import type { ConnectionState } from '../client/connection.ts';
import type { LibraryState } from './library-watch.ts';
import type { SearchSession } from './search-session.ts';
import type { Store } from './store.ts';

/** Changes come in bursts: a saved file is removed and added, a run ends with several of them. */
const SETTLE_MS = 200;
/** While documents arrive in numbers, results are renewed no more often than this. */
const RENEW_EVERY_MS = 1_500;

/**
 * Asks again when the library has changed, so that what is shown is what is there, and when a lost engine is back.
 * @returns the way to stop.
 */
export function renewSearches(
  search: SearchSession,
  library: Store<LibraryState>,
  connection: Store<ConnectionState>,
): () => void {
  let seen = library.get().revision;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const renew = () => {
    timer = undefined;
    seen = library.get().revision;
    renewedAt = performance.now();
    search.searchNow();
  };
  const stopLibrary = library.subscribe(() => {
    if (timer !== undefined || library.get().revision === seen) return;
    timer = setTimeout(renew, Math.max(SETTLE_MS, renewedAt + RENEW_EVERY_MS - performance.now()));
  });
  const stopConnection = connection.subscribe(() => {
    if (connection.get().kind === 'open' && search.state.get().phase === 'failed') search.searchNow();
  });
  return () => {
    clearTimeout(timer);
    stopLibrary();
    stopConnection();
  };
}
