import { z } from 'zod';
import { createStore, type Store } from './store.ts';

const Choice = z.object({
  colours: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['system', 'more']),
  text: z.enum(['comfortable', 'larger']),
});
export type AppearanceChoice = z.infer<typeof Choice>;

/** How the window looks now, as the style sheets know it. */
export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly contrast: 'normal' | 'more';
  readonly text: AppearanceChoice['text'];
}

/** What the user chose, and the look that comes of it. It stays in the storage of this window. */
export interface Appearance {
  readonly choice: Store<AppearanceChoice>;
  readonly look: Store<Look>;
  choose(change: Partial<AppearanceChoice>): void;
}

type MediaQuery = Pick<MediaQueryList, 'matches' | 'addEventListener'>;

const KEY = 'semblance.appearance';
const FIRST: AppearanceChoice = { colours: 'system', contrast: 'system', text: 'comfortable' };

/**
 * @param storage  where the choice outlives the window; one that refuses (blocked, full) is done without.
 * @param ask  what the system prefers, as `matchMedia`.
 */
export function openAppearance(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  ask: (query: string) => MediaQuery,
): Appearance {
  const dark = ask('(prefers-color-scheme: dark)');
  const more = ask('(prefers-contrast: more)');
  const choice = createStore<AppearanceChoice>(stored(storage));
  const lookNow = (): Look => {
    const { colours, contrast, text } = choice.get();
    return {
      scheme: colours === 'system' ? (dark.matches ? 'dark' : 'light') : colours,
      contrast: contrast === 'more' || more.matches ? 'more' : 'normal',
      text,
    };
  };
  const look = createStore<Look>(lookNow());
  for (const query of [dark, more]) query.addEventListener('change', () => look.set(lookNow()));
  return {
    choice,
    look,
    choose(change) {
      choice.update(change);
      look.set(lookNow());
      attempt(() => storage.setItem(KEY, JSON.stringify(choice.get())));
    },
  };
}

/** Puts the look on the page, now and with every change. */
export function wearLook(look: Store<Look>, root: Pick<HTMLElement, 'dataset'>): void {
  const wear = () => Object.assign(root.dataset, look.get());
  look.subscribe(wear);
  wear();
}

/** What another version or another hand has written counts as nothing. */
function stored(storage: Pick<Storage, 'getItem'>): AppearanceChoice {
  const parsed = Choice.safeParse(attempt(() => JSON.parse(storage.getItem(KEY) ?? 'null')));
  return parsed.success ? parsed.data : FIRST;
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
