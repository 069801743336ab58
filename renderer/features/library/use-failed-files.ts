import type { ErrorInfo, FailedDocument } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { useStore } from '../../state/use-store.ts';

/** The files that could not be read, as they are now; null until they are known. */
export function useFailedFiles(): { files: readonly FailedDocument[] | null; error: ErrorInfo | null } {
  const { connection, library } = useServices();
  const { revision, status } = useStore(library);
  const fetched = useFetched(`${status?.failed}/${revision}`, (signal) =>
    connection.client.library.failed(undefined, { signal }),
  );
  switch (fetched.kind) {
    case 'ready':
      return { files: fetched.value, error: null };
    case 'loading':
      return { files: fetched.previous, error: null };
    case 'failed':
      return { files: null, error: fetched.error };
  }
}
