import type { ErrorInfo } from '../../app/contracts/library.ts';
import { toErrorInfo } from '../client/failure.ts';
import { createStore, type Store } from './store.ts';

/** Adding a folder through the dialog of the system, started by buttons and by the application menu. */
export interface FolderAdding {
  /** Whether a folder is being added, and why the last one was not. */
  readonly state: Store<{ readonly isRunning: boolean; readonly error: ErrorInfo | null }>;
  /** Lets the user choose a folder and adds it; while that goes on, a second start does nothing. */
  start(): Promise<void>;
}

/**
 * @param choose  shows the dialog; null when nothing was chosen.
 * @param add     adds a folder to the library.
 */
export function createFolderAdding(
  choose: () => Promise<string | null>,
  add: (path: string) => Promise<unknown>,
): FolderAdding {
  const state = createStore<{ isRunning: boolean; error: ErrorInfo | null }>({
    isRunning: false,
    error: null,
  });
  return {
    state,
    async start() {
      if (state.get().isRunning) return;
      state.set({ isRunning: true, error: null });
      try {
        const path = await choose();
        if (path !== null) await add(path);
        state.set({ isRunning: false, error: null });
      } catch (thrown) {
        state.set({ isRunning: false, error: toErrorInfo(thrown) });
      }
    },
  };
}
