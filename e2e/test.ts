import { test as base, expect, type Page, type PlaywrightTestArgs } from '@playwright/test';
import { type ElectronApp, openElectronApp } from './electron-app.ts';
import { currentHost, findHost } from './hosts.ts';
import { LibraryPage } from './pages/library-page.ts';
import { SearchPage } from './pages/search-page.ts';
import type { Content, RunningApp } from './running-app.ts';
import { serveApp } from './served-app.ts';

interface Fixtures {
  readonly app: RunningApp;
  readonly search: SearchPage;
  readonly library: LibraryPage;
  /** What the page complained about: refused content, exceptions. Every test ends by finding it empty. */
  readonly complaints: string[];
}

const isElectron = currentHost() === 'electron';

function startApp(content: Content): Promise<RunningApp> {
  if (!isElectron) return serveApp(content);
  const { program } = findHost('electron');
  if (program === null) throw new Error('There is no Electron to run this in.');
  return openElectronApp(content, program);
}

/** In Electron the page is the app's own window; no browser is started beside it. */
const ownWindow = {
  page: async ({ app }: { app: RunningApp }, use: (page: Page) => Promise<void>) =>
    use((app as ElectronApp).window),
};

/** Each test has an app of its own, with an empty library. */
export const test = base.extend<Fixtures & Partial<PlaywrightTestArgs>>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
  app: async ({}, use) => {
    await using app = await startApp('empty');
    await use(app);
  },
  ...(isElectron ? ownWindow : {}),
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
    await app.show(page);
    await use(new SearchPage(page));
    await app.leave(page);
  },
  library: async ({ page, app, search: _ }, use) => use(new LibraryPage(page, app)),
});

/** All tests share one app that has the notes indexed; they only look. */
export const testOnNotes = test.extend<object, { readonly sharedApp: RunningApp }>({
  sharedApp: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      await using app = await startApp('notes');
      await use(app);
    },
    { scope: 'worker' },
  ],
  app: async ({ sharedApp }, use) => use(sharedApp),
});

export { expect };
