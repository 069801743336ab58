import { type Page, expect as playwrightExpect } from '@playwright/test';
import { ComparePage } from './pages/compare-page.ts';
import { DuplicatesPage } from './pages/duplicates-page.ts';
import { LibraryPage } from './pages/library-page.ts';
import { SearchPage } from './pages/search-page.ts';
import type { RunningApp } from './running-app.ts';
import { putSampleNotes } from './sample-notes.ts';

// Where pictures are taken, no configuration of tests holds.
const expect = playwrightExpect.configure({ timeout: 60_000 });

/** A state of the window that people see every day, and the way there. */
interface State {
  readonly name: string;
  go(page: Page): Promise<void>;
}

/** Fills an empty library with the sample notes, and waits until all of it is settled. */
export async function fillLibrary(page: Page, app: RunningApp): Promise<void> {
  const { notes, papers } = await putSampleNotes(app.home);
  const library = new LibraryPage(page, app);
  await library.addByPath(notes);
  await library.open();
  await library.addByPath(papers);
  await expect(library.summary).toHaveText('16 documents');
  await goTo(page, 'Duplicates');
  await expect(page.getByRole('button', { name: /^Copied files/ })).toBeVisible();
}

/** The states of a library with the sample notes, in an order in which each can be reached from the one before. */
export const STATES: readonly State[] = [
  {
    name: 'search',
    async go(page) {
      const search = new SearchPage(page);
      await goTo(page, 'Search');
      // The first question after a start takes longer than those that people ask.
      await search.field.fill('frost');
      await expect(search.firstDocument()).toBeVisible();
      await search.field.fill('protecting plants from frost');
      await search.hit('The balcony in winter').click();
      await expect(search.markedSentence(search.previewText)).toBeVisible();
    },
  },
  {
    name: 'nothing-found',
    async go(page) {
      const search = new SearchPage(page);
      await goTo(page, 'Search');
      await search.mode('Words').click();
      await search.field.fill('zebra');
      await expect(page.getByRole('heading', { name: /Nothing found/ })).toBeVisible();
    },
  },
  {
    name: 'duplicates',
    async go(page) {
      const duplicates = new DuplicatesPage(page);
      await duplicates.open();
      await duplicates.group('does not count').click();
      await duplicates.detail.getByRole('radio', { name: /second draft/ }).check();
      await expect(duplicates.onlyInCopy.first()).toBeVisible();
    },
  },
  {
    name: 'copied-files',
    async go(page) {
      await goTo(page, 'Duplicates');
      await page.getByRole('button', { name: /^Copied files/ }).click();
      await page.getByRole('dialog').getByRole('checkbox').first().check();
    },
  },
  {
    name: 'compare',
    async go(page) {
      const compare = new ComparePage(page);
      await page.keyboard.press('Escape');
      await compare.open();
      await compare.compare('A man is cooking dinner.', 'Someone prepares the evening meal.');
      await expect(compare.score).toBeVisible();
    },
  },
  {
    name: 'library',
    async go(page) {
      await goTo(page, 'Library');
      await expect(page.getByRole('region', { name: 'Folders' }).getByRole('listitem')).toHaveCount(2);
      await expect(page.getByRole('region', { name: 'Health' })).toBeVisible();
    },
  },
  {
    name: 'documents',
    async go(page) {
      await goTo(page, 'Library');
      await page.getByRole('tab', { name: /^Documents/ }).click();
      await page.getByRole('grid', { name: 'Documents' }).getByRole('row').nth(2).click();
      await expect(page.getByRole('region', { name: 'Preview' })).toBeVisible();
    },
  },
  {
    name: 'settings',
    async go(page) {
      await goTo(page, 'Settings');
      await page.getByRole('tab', { name: 'Appearance' }).click();
      await expect(page.getByRole('heading', { name: 'How it looks' })).toBeVisible();
    },
  },
];

async function goTo(page: Page, view: 'Search' | 'Duplicates' | 'Library' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
}
