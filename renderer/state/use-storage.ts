import { useServices } from './services.ts';
import { useFetched } from './use-fetched.ts';
import { useStore } from './use-store.ts';

/** What the library takes up on its disk, measured anew whenever the library changes. */
export function useStorage() {
  const { connection, library } = useServices();
  const { revision } = useStore(library);
  return useFetched(`${revision}`, (signal) => connection.client.library.storage(undefined, { signal }));
}
