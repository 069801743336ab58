import { describe, expect, it } from 'vitest';
import { keepSearchInAddress, readSearchAddress, searchAddress } from './search-address.ts';
import { createSearchSession, NOTHING_WISHED } from './search-session.ts';
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

const noAnswer = () => new Promise<never>(() => {});

describe('the address of a search', () => {
  it.each([
    [{ query: '', mode: 'hybrid', filters: {} }, '#/search'],
    [{ query: 'frost & "late snow"', mode: 'hybrid', filters: {} }, '#/search?q=frost+%26+%22late+snow%22'],
    [{ query: '霜', mode: 'words', filters: {} }, '#/search?q=%E9%9C%9C&by=words'],
    [
      { query: 'a', mode: 'hybrid', filters: { source: 2, type: 'html', tag: 'x y', changedWithinDays: 7 } },
      '#/search?q=a&folder=2&type=html&tag=x+y&days=7',
    ],
  ] as const)('of %o is %s, and leads back', (search, address) => {
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
    keepSearchInAddress(page, session, createStore<View>('search'));
    expect(session.state.get()).toMatchObject({ query: 'frost', mode: 'hybrid' });
    session.setQuery('late frost');
    expect(page.location.hash).toBe('#/search?q=late+frost');
  });

  it('stays as short as it was while nothing is searched', () => {
    const page = pageAt('');
    using session = createSearchSession(noAnswer);
    keepSearchInAddress(page, session, createStore<View>('search'));
    expect(page.location.hash).toBe('');
  });

  it('keeps the search when the view is left and opened again', () => {
    const page = pageAt('#/search?q=frost');
    const view = createStore<View>('search');
    using session = createSearchSession(noAnswer);
    keepSearchInAddress(page, session, view);
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
