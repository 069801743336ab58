import { expect, type Locator, type Page } from '@playwright/test';

/** The search view: the field, the hits and the preview. */
export class SearchPage {
  readonly page: Page;
  readonly field: Locator;
  readonly results: Locator;
  readonly preview: Locator;
  readonly previewText: Locator;

  constructor(page: Page) {
    this.page = page;
    this.field = page.getByRole('combobox', { name: 'Search your documents' });
    this.results = page.getByRole('list', { name: 'Results' });
    this.preview = page.getByRole('region', { name: 'Preview' });
    this.previewText = this.preview.getByRole('article', { name: 'Text of the document' });
  }

  /** The list entry of a document, by its title. */
  document(title: string): Locator {
    return this.results
      .locator(':scope > li')
      .filter({ has: this.page.getByRole('button', { name: title, exact: true }) });
  }

  /** The button that opens a document at its best passage. */
  hit(title: string): Locator {
    return this.results.getByRole('button', { name: title, exact: true });
  }

  firstDocument(): Locator {
    return this.results.locator(':scope > li').first();
  }

  /** The sentence marked as nearest to the query, inside a hit or the preview. */
  markedSentence(inside: Locator): Locator {
    return inside.locator('mark');
  }

  /** The button of a filter, by what it filters. */
  filter(name: 'Folder' | 'Type' | 'Changed' | 'Tag'): Locator {
    return this.page
      .getByRole('list', { name: 'Filters' })
      .getByRole('button', { name: new RegExp(`^${name}`) });
  }

  /** What an open menu offers, by its beginning. */
  entry(name: string): Locator {
    return this.page.locator('[role^="menuitem"]').filter({ hasText: new RegExp(`^${name}`) });
  }

  /** Chooses entries of a filter, or lets them go, one after another. */
  async choose(name: 'Folder' | 'Type' | 'Tag', ...entries: string[]): Promise<void> {
    await this.filter(name).click();
    for (const entry of entries) await this.entry(entry).click();
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByRole('menu')).toHaveCount(0);
  }

  mode(name: 'Meaning and words' | 'Meaning' | 'Words'): Locator {
    return this.page.getByRole('radiogroup', { name: 'Search by' }).getByText(name, { exact: true });
  }
}
