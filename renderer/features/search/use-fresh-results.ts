import { useEffect, useRef } from 'react';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

/** While documents arrive in numbers, results are renewed no more often than this. */
const RENEW_AFTER_MS = 1_500;

/** Asks again when the library has changed, so that what is shown is what is there. */
export function useFreshResults(): void {
  const { library, search } = useServices();
  const { revision } = useStore(library);
  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    const timer = setTimeout(() => {
      seen.current = revision;
      search.searchNow();
    }, RENEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [revision, search]);
}
