import { z } from 'zod';
import { SearchFilters, SearchMode } from '../../app/contracts/search.ts';
import { searchAddress } from './search-address.ts';
import type { SearchSession, SearchWish } from './search-session.ts';
import { createStore, type Store } from './store.ts';

const Wish = z.object({ query: z.string().min(1), mode: SearchMode, filters: SearchFilters });
const Kept = z.object({ saved: z.array(Wish), recent: z.array(Wish) });

interface KeptState {
  /** In the order in which they were saved, the latest first. */
  readonly saved: readonly SearchWish[];
  /** The latest first, without those that are saved. */
  readonly recent: readonly SearchWish[];
}

/** Searches to come back to. They stay in the storage of this window and go nowhere else. */
export interface KeptSearches {
  readonly state: Store<KeptState>;
  isSaved(wish: SearchWish): boolean;
  /** Saves a search, or lets a saved one go. */
  toggle(wish: SearchWish): void;
  /** Remembers a search; one that it was typed out of goes. */
  remember(wish: SearchWish): void;
  forgetRecent(): void;
}

export const MOST_RECENT = 12;
const MOST_SAVED = 50;
const KEY = 'semblance.searches';

/** @param storage  where searches outlive the window; one that refuses (blocked, full) is done without. */
export function openKeptSearches(storage: Pick<Storage, 'getItem' | 'setItem'>): KeptSearches {
  const state = createStore<KeptState>(stored(storage));
  const change = (next: KeptState) => {
    state.set(next);
    attempt(() => storage.setItem(KEY, JSON.stringify(next)));
  };
  const isSaved = (wish: SearchWish) => state.get().saved.some((saved) => isSame(saved, wish));
  return {
    state,
    isSaved,
    toggle(wish) {
      const { saved, recent } = state.get();
      const others = saved.filter((other) => !isSame(other, wish));
      const next = isSaved(wish) ? others : [bare(wish), ...others].slice(0, MOST_SAVED);
      change({ saved: next, recent: recent.filter((other) => !isSame(other, wish)) });
    },
    remember(wish) {
      if (isSaved(wish)) return;
      const { saved, recent } = state.get();
      const others = recent.filter(
        (other, place) => !isSame(other, wish) && !(place === 0 && isStep(other, wish)),
      );
      change({ saved, recent: [bare(wish), ...others].slice(0, MOST_RECENT) });
    },
    forgetRecent: () => change({ ...state.get(), recent: [] }),
  };
}

const bare = ({ query, mode, filters }: SearchWish): SearchWish => ({ query: query.trim(), mode, filters });

const isSame = (a: SearchWish, b: SearchWish) => searchAddress(bare(a)) === searchAddress(bare(b));

/** Whether the one query is a step of typing to the other. */
function isStep(before: SearchWish, after: SearchWish): boolean {
  return after.query.trim().startsWith(before.query);
}

/** What another version or another hand has written counts as nothing. */
function stored(storage: Pick<Storage, 'getItem'>): KeptState {
  const parsed = Kept.safeParse(attempt(() => JSON.parse(storage.getItem(KEY) ?? 'null')));
  return parsed.success ? parsed.data : { saved: [], recent: [] };
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** So long an answer has to stand before its search counts as one that was meant. */
export const REMEMBER_AFTER_MS = 1_500;

/** Remembers what was searched and left standing. @returns the way to stop. */
export function rememberSearches(session: SearchSession, kept: KeptSearches): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = session.state.subscribe(() => {
    clearTimeout(timer);
    const { phase, response } = session.state.get();
    if (phase !== 'answered' || response?.hits.length === 0) return;
    timer = setTimeout(() => kept.remember(session.state.get()), REMEMBER_AFTER_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
