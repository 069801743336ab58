import type { ErrorInfo } from '../../app/contracts/library.ts';
import { createStore, type Store } from './store.ts';

/** One sentence about what was done, or why it was not, for whoever has moved on meanwhile. */
export type Notice =
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'failed'; readonly error: ErrorInfo };

/** The latest notice; it stays until it is dismissed or another one comes. */
export interface Notices {
  readonly current: Store<Notice | null>;
  tell(notice: Notice): void;
  dismiss(): void;
}

export function createNotices(): Notices {
  const current = createStore<Notice | null>(null);
  return { current, tell: current.set, dismiss: () => current.set(null) };
}
