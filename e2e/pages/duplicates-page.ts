import type { Locator, Page } from '@playwright/test';

type Kind = 'All' | 'Identical' | 'Near-identical' | 'Contained' | 'Reworded';

/** The duplicates view: what is listed, the groups, and the one that is shown. */
export class DuplicatesPage {
  readonly page: Page;
  readonly list: Locator;
  readonly groups: Locator;
  readonly threshold: Locator;
  /** The group that is shown, and in it what only one of the two passages has. */
  readonly detail: Locator;
  readonly onlyInReference: Locator;
  readonly onlyInCopy: Locator;
  readonly notDuplicate: Locator;
  readonly keptApart: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('listbox', { name: 'Groups of duplicates' });
    this.groups = this.list.getByRole('option');
    this.threshold = page.getByRole('slider', { name: 'Alike at least' });
    this.detail = page.getByRole('region', { name: /^(Identical|Near-identical|Contained|Reworded)/ });
    this.onlyInReference = this.detail.locator('del');
    this.onlyInCopy = this.detail.locator('ins');
    this.notDuplicate = this.detail.getByRole('button', { name: 'Not a duplicate' });
    this.keptApart = page.getByRole('button', { name: /^Kept apart/ });
  }

  async open(): Promise<void> {
    const views = this.page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('link', { name: 'Duplicates' }).click();
  }

  group(text: string): Locator {
    return this.groups.filter({ hasText: text });
  }

  kind(name: Kind): Locator {
    const kinds = this.page.getByRole('radiogroup', { name: 'Kind of duplicates' });
    return kinds.locator('label').filter({ hasText: new RegExp(`^.?${name}`) });
  }

  folder(label: 'In' | 'compared with'): Locator {
    return this.page.getByRole('combobox', { name: label });
  }
}
