import type { CopiesReport } from '../../../app/contracts/copies.ts';
import type { DuplicateAnswer } from '../../state/duplicate-session.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { useStore } from '../../state/use-store.ts';

const NONE: CopiesReport = { groups: [], total: 0 };

/** Documents that are copies of others as a whole, as far as is known; none while that cannot be told. */
export function useFileCopies(answer: DuplicateAnswer | null): CopiesReport {
  const { connection, library, duplicates } = useServices();
  const { revision } = useStore(library);
  const isComparing = useStore(duplicates.catchUp.comparing).progress !== null;
  // While passages are being compared there is news with every step; whole documents wait for the last one.
  const key = isComparing ? 'comparing' : `${revision} ${answer?.pending} ${answer?.ignored}`;
  const fetched = useFetched(key, (signal) => connection.client.duplicates.copies(undefined, { signal }));
  if (fetched.kind === 'ready') return fetched.value;
  return fetched.kind === 'loading' ? (fetched.previous ?? NONE) : NONE;
}
