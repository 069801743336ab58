import type { Connection } from '../client/connection.ts';
import { createDuplicateCatchUp, type DuplicateCatchUp } from './duplicate-catch-up.ts';
import { createDuplicateSession, type DuplicateSession } from './duplicate-session.ts';
import type { LibraryState } from './library-watch.ts';
import type { Store } from './store.ts';

/** Near-duplicates of the library, as the window knows them. */
export interface Duplicates {
  readonly session: DuplicateSession;
  readonly catchUp: DuplicateCatchUp;
}

export function followDuplicates({ client, state }: Connection, library: Store<LibraryState>): Duplicates {
  const session = createDuplicateSession((request, signal) => client.duplicates.groups(request, { signal }));
  const catchUp = createDuplicateCatchUp({
    ...{ session, library, connection: state },
    update: (signal) => client.duplicates.update(undefined, { signal }),
  });
  return { session, catchUp };
}
