import { describe, expect, it } from 'vitest';
import { keepSearchInAddress, readSearchAddress, searchAddress } from './search-address.ts';
import { createSearchSession, NOTHING_WISHED, type SearchWish } from './search-session.ts';
import { createStore } from './store.ts';
import type { View } from './view.ts';

/** As much of a window as has an address. */
function pageAt(hash: string) {
  const page = Object.assign(new EventTarget(), {
    location: { hash },
    history: {
      state: null,
      replaceState: (_: unknown, __: string, address: string) => {
        page.location.hash = address;
      },
    },
  });
  return page as unknown as Window & { location: { hash: string } };
}

/** The storage of one window. */
function emptyStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

const noAnswer = () => new Promise<never>(() => {});

describe('the address of a search', () => {
  it.each([
    [{ query: '', mode: 'hybrid', filters: {} }, '#/search'],
    [{ query: 'frost & "late snow"', mode: 'hybrid', filters: {} }, '#/search?q=frost+%26+%22late+snow%22'],
    [{ query: '霜', mode: 'words', filters: {} }, '#/search?q=%E9%9C%9C&by=words'],
    [
      {
        query: 'a',
        mode: 'hybrid',
        filters: { source: [2, 3], type: ['html'], tag: ['x y', 'z'], changedWithinDays: 7 },
      },
      '#/search?q=a&folder=2&folder=3&type=html&tag=x+y&tag=z&days=7',
    ],
  ] satisfies [SearchWish, string][])('of %o is %s, and leads back', (search, address) => {
    expect(searchAddress(search)).toBe(address);
    expect(readSearchAddress(address) ?? NOTHING_WISHED).toEqual(search);
  });

  it('leaves out filters that there are not', () => {
    expect(readSearchAddress('#/search?q=a&type=exe&days=3')).toEqual({ ...NOTHING_WISHED, query: 'a' });
  });

  it('of another view names no search', () => {
    expect(readSearchAddress('#/library?q=x')).toBeNull();
  });

  it('that is opened is searched, and follows what is typed', () => {
    const page = pageAt('#/search?q=frost&by=nonsense');
    using session = createSearchSession(noAnswer);
    keepSearchInAddress(page, session, createStore<View>('search'), emptyStorage());
    expect(session.state.get()).toMatchObject({ query: 'frost', mode: 'hybrid' });
    session.setQuery('late frost');
    expect(page.location.hash).toBe('#/search?q=late+frost');
  });

  it('stays as short as it was while nothing is searched', () => {
    const page = pageAt('');
    using session = createSearchSession(noAnswer);
    keepSearchInAddress(page, session, createStore<View>('search'), emptyStorage());
    expect(page.location.hash).toBe('');
  });

  it('outlives a reload in another view, and not one of an empty search', () => {
    const storage = emptyStorage();
    const openedAt = (hash: string, view: View) => {
      const session = createSearchSession(noAnswer);
      keepSearchInAddress(pageAt(hash), session, createStore<View>(view), storage);
      return session;
    };
    using before = openedAt('#/search?q=frost&type=html', 'search');
    using reloaded = openedAt('#/library', 'library');
    expect(reloaded.state.get()).toMatchObject({ query: 'frost', filters: { type: ['html'] } });
    using anew = openedAt('#/search', 'search');
    expect(anew.state.get().query).toBe('');
    before.setQuery('');
    using empty = openedAt('#/library', 'library');
    expect(empty.state.get().query).toBe('');
  });

  it('keeps the search when the view is left and opened again', () => {
    const page = pageAt('#/search?q=frost');
    const view = createStore<View>('search');
    using session = createSearchSession(noAnswer);
    keepSearchInAddress(page, session, view, emptyStorage());
    view.set('library');
    page.location.hash = '#/library';
    session.setQuery('thaw');
    expect(page.location.hash).toBe('#/library');
    view.set('search');
    page.location.hash = '#/search';
    page.dispatchEvent(new Event('hashchange'));
    expect(page.location.hash).toBe('#/search?q=thaw');
  });
});
