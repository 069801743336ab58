import type { Connection } from '../client/connection.ts';
import { outcomeOfAdding } from './folder-place.ts';
import type { LibraryState } from './library-watch.ts';
import type { Notices } from './notices.ts';
import type { Store } from './store.ts';

/** Adds a folder to the library and says in one sentence what happened, where that is not plain to see. */
export type AddFolder = (path: string) => Promise<void>;

export function createAddFolder(
  { client }: Connection,
  library: Store<LibraryState>,
  notices: Notices,
): AddFolder {
  return async (path) => {
    const before = library.get().status?.sources ?? [];
    const after = await client.library.addSource({ path });
    const message = outcomeOfAdding(path, before, after.sources);
    if (message) notices.tell({ kind: 'done', message });
    else notices.dismiss();
  };
}
