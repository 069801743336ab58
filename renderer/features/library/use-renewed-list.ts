import { useEffect, useRef } from 'react';
import type { DocumentList } from '../../state/document-list.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

/** Changes come in bursts. */
const SETTLE_MS = 200;
/** While documents arrive in numbers, the list is fetched no more often than this. */
const RENEW_EVERY_MS = 1_500;

/** Keeps a list as the library is: fetched again after changes, and when a lost engine is back. */
export function useRenewedList(list: DocumentList): void {
  const { library, connection } = useServices();
  const { revision, status } = useStore(library);
  const isConnected = useStore(connection.state).kind === 'open';
  const failed = status?.failed;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const renewedAt = useRef(Number.NEGATIVE_INFINITY);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these says that the library has changed
  useEffect(() => {
    const { total, error } = list.state.get();
    const isFirstAskedFor = total === null && error === null;
    if (!isConnected || timer.current !== undefined || isFirstAskedFor) return;
    const renew = () => {
      timer.current = undefined;
      renewedAt.current = performance.now();
      list.renew();
    };
    const wait = Math.max(SETTLE_MS, renewedAt.current + RENEW_EVERY_MS - performance.now());
    timer.current = setTimeout(renew, wait);
  }, [list, revision, failed, isConnected]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
}
