import { SearchFilters, SearchMode } from '../../app/contracts/search.ts';
import type { SearchSession, SearchWish } from './search-session.ts';
import type { Store } from './store.ts';
import { addressOf, type View } from './view.ts';

const NAMES = { source: 'folder', type: 'type', tag: 'tag', changedWithinDays: 'days' } as const;

/** What is searched, as the address of the window says it: `#/search?q=frost&by=words&type=html`. */
export function searchAddress({ query, mode, filters }: SearchWish): string {
  const parts = new URLSearchParams({
    ...(query.trim() === '' ? {} : { q: query }),
    ...(mode === 'hybrid' ? {} : { by: mode }),
  });
  for (const [filter, name] of Object.entries(NAMES)) {
    for (const value of [filters[filter as keyof SearchFilters] ?? []].flat())
      parts.append(name, String(value));
  }
  return parts.size === 0 ? addressOf('search') : `${addressOf('search')}?${parts}`;
}

/** Null where the address names no search; what it does not say rightly is left out. */
export function readSearchAddress(hash: string): SearchWish | null {
  const [view, search = ''] = hash.split('?', 2);
  if (view !== addressOf('search') || search === '') return null;
  const parts = new URLSearchParams(search);
  const mode = SearchMode.safeParse(parts.get('by'));
  return {
    query: parts.get('q') ?? '',
    mode: mode.success ? mode.data : 'hybrid',
    filters: readFilters(parts),
  };
}

function readFilters(parts: URLSearchParams): SearchFilters {
  const all = (name: string) => (parts.has(name) ? parts.getAll(name) : undefined);
  const filters = SearchFilters.safeParse({
    source: all(NAMES.source)?.map(Number),
    type: all(NAMES.type),
    tag: all(NAMES.tag),
    changedWithinDays: all(NAMES.changedWithinDays)?.map(Number)[0],
  });
  if (!filters.success) return {};
  return Object.fromEntries(Object.entries(filters.data).filter(([, value]) => value !== undefined));
}

const KEY = 'semblance.search';

/**
 * Keeps the search in the address, so that Reload keeps it and a copied address leads back to it; an address that is
 * opened is searched. Typing leaves no trail of steps for Back. The addresses of other views have no room for it: for
 * them the storage of this one window has, which ends with it.
 * @param storage  one that refuses (blocked, full) is done without.
 */
export function keepSearchInAddress(
  page: Window,
  search: SearchSession,
  view: Store<View>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): void {
  const write = () => {
    const address = searchAddress(search.state.get());
    attempt(() => storage.setItem(KEY, address));
    if (view.get() !== 'search') return;
    // An address that names no view is that of an empty search.
    const current = page.location.hash || addressOf('search');
    if (current !== address) page.history.replaceState(page.history.state, '', address);
  };
  const read = () => {
    const wanted = readSearchAddress(page.location.hash);
    if (wanted && searchAddress(wanted) !== searchAddress(search.state.get())) search.open(wanted);
    write();
  };
  const kept = view.get() === 'search' ? null : readSearchAddress(attempt(() => storage.getItem(KEY)) ?? '');
  if (kept) search.open(kept);
  read();
  search.state.subscribe(write);
  page.addEventListener('hashchange', read);
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
