import { test as base, expect } from '@playwright/test';
import { LibraryPage } from './pages/library-page.ts';
import { SearchPage } from './pages/search-page.ts';
import { type ServedApp, serveApp } from './served-app.ts';

interface Fixtures {
  readonly app: ServedApp;
  readonly search: SearchPage;
  readonly library: LibraryPage;
  /** What the page complained about: refused content, exceptions. Every test ends by finding it empty. */
  readonly complaints: string[];
}

/** Each test has an app of its own, with an empty library. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  app: async ({}, use) => {
    await using app = await serveApp('empty');
    await use(app);
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  search: async ({ page, app }, use) => {
    await page.goto(app.url);
    await use(new SearchPage(page));
    // Closed before its app ends, or the page would complain, rightly, that the engine is gone.
    await page.close();
  },
  library: async ({ page, search: _ }, use) => use(new LibraryPage(page)),
});

/** All tests share one app that has the notes indexed; they only look. */
export const testOnNotes = test.extend<object, { readonly sharedApp: ServedApp }>({
  sharedApp: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      await using app = await serveApp('notes');
      await use(app);
    },
    { scope: 'worker' },
  ],
  app: async ({ sharedApp }, use) => use(sharedApp),
});

export { expect };
