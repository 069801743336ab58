import type { ErrorInfo } from '../../app/contracts/library.ts';
import type { SearchFilters, SearchMode, SearchResponse } from '../../app/contracts/search.ts';
import { toErrorInfo } from '../client/failure.ts';
import { createStore, type Store } from './store.ts';

/** A passage of which more or less is wanted. */
export interface Example {
  readonly passageId: number;
  /** As people call it. */
  readonly name: string;
  readonly wanted: 'more' | 'less';
}

/** What is searched, and what of it can be kept and opened again. */
export interface SearchWish {
  readonly query: string;
  readonly mode: SearchMode;
  readonly filters: SearchFilters;
}

interface SearchState extends SearchQuestion {
  readonly phase: 'idle' | 'searching' | 'answered' | 'failed';
  /** True once the present search has taken longer than people call instant. */
  readonly slow: boolean;
  /** The last answer; it stays in view while the next one is on its way. */
  readonly response: SearchResponse | null;
  readonly error: ErrorInfo | null;
}

export interface SearchQuestion extends SearchWish {
  readonly examples: readonly Example[];
}

export type AskEngine = (question: SearchQuestion, signal: AbortSignal) => Promise<SearchResponse>;

/** Search as you type: waits for a pause, cancels what is out of date, and never shows an old answer to a new query. */
export interface SearchSession extends Disposable {
  readonly state: Store<SearchState>;
  setQuery(query: string): void;
  setMode(mode: SearchMode): void;
  /** Adds to the filters; undefined takes one away. */
  filter(change: SearchFilters): void;
  /** Turns the search towards a passage or away from it; the same example again takes it back. */
  steer(example: Example): void;
  /** Searches for something else, at once. */
  open(wish: SearchWish): void;
  /** Asks at once: Enter, or the library has changed. Without a query nothing happens. */
  searchNow(): void;
}

/** Short of the 100 ms that a key press may take to show its results, with room for the engine and the screen. */
export const TYPING_PAUSE_MS = 50;
export const SLOW_AFTER_MS = 300;

/** As many as the engine takes of either kind. */
const MOST_EXAMPLES = 8;

export const NOTHING_WISHED: SearchWish = { query: '', mode: 'hybrid', filters: {} };

export function createSearchSession(ask: AskEngine): SearchSession {
  const state = createStore<SearchState>({
    ...NOTHING_WISHED,
    examples: [],
    phase: 'idle',
    slow: false,
    response: null,
    error: null,
  });
  let pause: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;

  const stop = () => {
    clearTimeout(pause);
    running?.abort();
    running = null;
  };

  const search = async () => {
    stop();
    const { query, mode, filters, examples } = state.get();
    if (query.trim() === '') return;
    const controller = new AbortController();
    running = controller;
    state.update({ phase: 'searching', slow: false });
    const slowTimer = setTimeout(() => state.update({ slow: true }), SLOW_AFTER_MS);
    controller.signal.addEventListener('abort', () => clearTimeout(slowTimer));
    try {
      const response = await ask({ query, mode, filters, examples }, controller.signal);
      if (running === controller) state.update({ phase: 'answered', slow: false, response, error: null });
    } catch (thrown) {
      const failed = { phase: 'failed', slow: false, response: null } as const;
      if (running === controller) state.update({ ...failed, error: toErrorInfo(thrown) });
    } finally {
      clearTimeout(slowTimer);
    }
  };

  return {
    state,
    setQuery(query) {
      stop();
      if (query.trim() === '') {
        state.update({ query, examples: [], phase: 'idle', slow: false, response: null, error: null });
        return;
      }
      state.update({ query, phase: 'searching', slow: false });
      pause = setTimeout(search, TYPING_PAUSE_MS);
    },
    setMode(mode) {
      state.update({ mode });
      void search();
    },
    filter(change) {
      const filters = Object.entries({ ...state.get().filters, ...change });
      state.update({ filters: Object.fromEntries(filters.filter(([, value]) => value !== undefined)) });
      void search();
    },
    steer(example) {
      const { examples } = state.get();
      const same = examples.find(({ passageId }) => passageId === example.passageId);
      const others = examples.filter((other) => other !== same);
      const isTakenBack = same?.wanted === example.wanted;
      state.update({ examples: isTakenBack ? others : [...others, example].slice(-MOST_EXAMPLES) });
      void search();
    },
    open({ query, mode, filters }) {
      stop();
      const idle = { phase: 'idle', slow: false, response: null, error: null } as const;
      state.update({ query, mode, filters, examples: [], ...idle });
      void search();
    },
    searchNow: () => void search(),
    [Symbol.dispose]: stop,
  };
}
