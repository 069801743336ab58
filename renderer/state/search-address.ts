import { SearchMode } from '../../app/contracts/search.ts';
import type { SearchSession } from './search-session.ts';
import type { Store } from './store.ts';
import { addressOf, type View } from './view.ts';

/** What is searched, as the address of the window says it: `#/search?q=frost&by=words`. */
interface AddressedSearch {
  readonly query: string;
  readonly mode: SearchMode;
}

export function searchAddress({ query, mode }: AddressedSearch): string {
  const parts = new URLSearchParams({
    ...(query.trim() === '' ? {} : { q: query }),
    ...(mode === 'hybrid' ? {} : { by: mode }),
  });
  return parts.size === 0 ? addressOf('search') : `${addressOf('search')}?${parts}`;
}

/** Null where the address names no search. */
export function readSearchAddress(hash: string): AddressedSearch | null {
  const [view, search = ''] = hash.split('?', 2);
  if (view !== addressOf('search') || search === '') return null;
  const parts = new URLSearchParams(search);
  const mode = SearchMode.safeParse(parts.get('by'));
  return { query: parts.get('q') ?? '', mode: mode.success ? mode.data : 'hybrid' };
}

/**
 * Keeps the search in the address, so that Reload keeps it and a copied address leads back to it; an address that is
 * opened is searched. Typing leaves no trail of steps for Back.
 */
export function keepSearchInAddress(page: Window, search: SearchSession, view: Store<View>): void {
  const write = () => {
    if (view.get() !== 'search') return;
    const address = searchAddress(search.state.get());
    if (page.location.hash !== address) page.history.replaceState(page.history.state, '', address);
  };
  const read = () => {
    const wanted = readSearchAddress(page.location.hash);
    const { query, mode } = search.state.get();
    if (wanted && (wanted.query !== query || wanted.mode !== mode)) {
      search.setMode(wanted.mode);
      search.setQuery(wanted.query);
    }
    write();
  };
  read();
  search.state.subscribe(write);
  page.addEventListener('hashchange', read);
}
