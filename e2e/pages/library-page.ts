import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from '../running-app.ts';

/** The library view and the dialog that adds a folder, which the first screen offers as well. */
export class LibraryPage {
  readonly #app: Pick<RunningApp, 'answerFolderDialog' | 'home'>;
  readonly page: Page;
  readonly addButton: Locator;
  readonly dialog: Locator;
  readonly pathField: Locator;
  readonly summary: Locator;
  /** The run under way or held. */
  readonly progress: Locator;
  readonly failed: Locator;
  readonly health: Locator;
  readonly filter: Locator;
  readonly documents: Locator;
  readonly preview: Locator;

  constructor(page: Page, app: Pick<RunningApp, 'answerFolderDialog' | 'home'>) {
    this.#app = app;
    this.page = page;
    this.addButton = page.getByRole('button', { name: 'Add a folder…' });
    this.dialog = page.getByRole('dialog', { name: 'Add a folder' });
    this.pathField = this.dialog.getByRole('textbox', { name: 'Folder' });
    // In the top bar of every view; it leads to the library.
    this.summary = page.getByRole('banner').getByRole('link', { name: /\d+ documents?|Reading|Looking/ });
    this.progress = page.getByRole('region', { name: 'Indexing progress' });
    this.failed = page.getByRole('region', { name: /could not be read$/ });
    this.health = page.getByRole('region', { name: 'Health' });
    this.filter = page.getByRole('textbox', { name: 'Filter by name or path' });
    this.documents = page.getByRole('grid', { name: 'Documents' });
    this.preview = page.getByRole('region', { name: 'Preview' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Library' }).click();
  }

  async openDocuments(): Promise<void> {
    await this.open();
    await this.page.getByRole('tab', { name: /^Documents/ }).click();
  }

  async openSearch(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Search' }).click();
  }

  /** Walks to the folder in the list and adds it; the dialog starts at home. */
  async addByWalking(...names: string[]): Promise<void> {
    if (this.#app.answerFolderDialog) return this.addByPath(join(this.#app.home, ...names));
    await this.addButton.click();
    for (const name of names) {
      await this.dialog.getByRole('list', { name: 'Folders inside' }).getByRole('button', { name }).click();
    }
    await this.dialog.getByRole('button', { name: `Add “${names.at(-1)}”` }).click();
  }

  async addByPath(path: string): Promise<void> {
    await this.#app.answerFolderDialog?.(path);
    await this.addButton.click();
    if (this.#app.answerFolderDialog) return;
    // The field names the home folder once that is listed; a text typed just then would join it.
    await this.dialog.getByRole('list', { name: 'Folders inside' }).waitFor();
    await this.pathField.fill(path);
    await this.dialog.getByRole('button', { name: /^Add “/ }).click();
  }

  /** The row of a folder, by the name of its last part. */
  source(name: string): Locator {
    return this.page.getByRole('region', { name: 'Folders' }).getByRole('listitem').filter({ hasText: name });
  }

  /** A file that could not be read, by its name. */
  failedFile(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  /** The rows of the list of documents that hold documents. */
  rows(): Locator {
    return this.documents.getByRole('rowgroup').getByRole('row');
  }

  status(name: 'All' | 'Can be found' | 'Could not be read' | 'To be read again'): Locator {
    return this.page.getByRole('radiogroup', { name: 'Status' }).getByText(name, { exact: true });
  }
}
