import { createStore, type Store } from './store.ts';

/** The views of the navigation, in its order. */
export const VIEWS = ['search', 'duplicates', 'compare', 'library', 'settings'] as const;
export type View = (typeof VIEWS)[number];

export const addressOf = (view: View) => `#/${view}`;

/** The view that the address names, so that Back, Forward and Reload keep their meaning. */
export function followAddress(page: Window): Store<View> {
  const current = () => {
    const [address] = page.location.hash.split('?', 1);
    return VIEWS.find((view) => address === addressOf(view)) ?? 'search';
  };
  const store = createStore<View>(current());
  page.addEventListener('hashchange', () => store.set(current()));
  return store;
}
