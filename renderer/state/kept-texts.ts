import { z } from 'zod';
import type { CompareSession } from './compare-session.ts';

const Texts = z.object({ a: z.string(), b: z.string() });
const KEY = 'semblance.compare.texts';

/** Keeps the two texts of Compare over a reload, in the storage of this one window. */
export function keepTexts(session: CompareSession, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  const kept = Texts.safeParse(attempt(() => JSON.parse(storage.getItem(KEY) ?? 'null')));
  if (kept.success) session.setTexts(kept.data.a, kept.data.b);
  let seen = '';
  session.state.subscribe(() => {
    const { a, b } = session.state.get();
    const texts = JSON.stringify({ a, b });
    if (texts === seen) return;
    seen = texts;
    attempt(() => storage.setItem(KEY, texts));
  });
}

/** Storage may be blocked or full; then nothing is kept. */
function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
