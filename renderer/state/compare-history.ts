import { z } from 'zod';
import { Verdict } from '../../app/contracts/compare.ts';
import type { CompareSession } from './compare-session.ts';
import { createStore, type Store } from './store.ts';

const HistoryEntry = z.object({
  a: z.string(),
  b: z.string(),
  /** As the model is made. */
  cosine: z.number(),
  verdict: Verdict,
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Pairs that were compared, the latest first. They stay in the storage of this window and go nowhere else. */
export interface CompareHistory {
  readonly entries: Store<readonly HistoryEntry[]>;
  /** The pair comes first; an older entry of the same texts goes. */
  add(entry: HistoryEntry): void;
  clear(): void;
}

export const MOST_ENTRIES = 30;
const KEY = 'semblance.compare.history';

/** @param storage  where entries outlive the window; one that refuses (blocked, full) is done without. */
export function openCompareHistory(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): CompareHistory {
  const entries = createStore<readonly HistoryEntry[]>(stored(storage));
  return {
    entries,
    add(entry) {
      const others = entries.get().filter(({ a, b }) => a !== entry.a || b !== entry.b);
      entries.set([entry, ...others].slice(0, MOST_ENTRIES));
      attempt(() => storage.setItem(KEY, JSON.stringify(entries.get())));
    },
    clear() {
      entries.set([]);
      attempt(() => storage.removeItem(KEY));
    },
  };
}

/** What another version or another hand has written counts as nothing. */
function stored(storage: Pick<Storage, 'getItem'>): HistoryEntry[] {
  const text = attempt(() => storage.getItem(KEY)) ?? '[]';
  const parsed = z.array(HistoryEntry).safeParse(attempt(() => JSON.parse(text)));
  return parsed.success ? parsed.data.slice(0, MOST_ENTRIES) : [];
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

/** So long an answer has to stand before it counts as one that was looked at. */
export const KEEP_AFTER_MS = 1_500;

/** Keeps in the history what was compared and left standing, not every step of typing. @returns the way to stop. */
export function keepHistory(session: CompareSession, history: CompareHistory): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    const { a, b, own } = session.state.get().answer ?? {};
    if (a && b && own) history.add({ a, b, cosine: own.cosine, verdict: own.verdict });
  };
  const stop = session.state.subscribe(() => {
    clearTimeout(timer);
    if (session.state.get().phase === 'answered') timer = setTimeout(keep, KEEP_AFTER_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
