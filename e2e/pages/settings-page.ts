import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from '../running-app.ts';

type SectionName =
  | 'Model'
  | 'Device'
  | 'Folders and rules'
  | 'Appearance'
  | 'Keyboard'
  | 'Privacy'
  | 'Start over';

/** The settings, one section at a time. */
export class SettingsPage {
  readonly #app: Pick<RunningApp, 'answerFolderDialog' | 'home'>;
  readonly page: Page;
  /** The change to another model, under way. */
  readonly change: Locator;
  readonly dialog: Locator;
  readonly rules: Locator;
  /** In the top bar of every view, while a model is being changed. */
  readonly summary: Locator;

  constructor(page: Page, app: Pick<RunningApp, 'answerFolderDialog' | 'home'>) {
    this.#app = app;
    this.page = page;
    this.change = page.getByRole('region', { name: 'Change of the model' });
    this.dialog = page.getByRole('dialog');
    this.rules = page.getByRole('textbox', { name: 'Leave out of every folder' });
    this.summary = page
      .getByRole('banner')
      .getByRole('link', { name: /Changing the model|Change of the model paused/ });
  }

  async open(section: SectionName): Promise<void> {
    const views = this.page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('link', { name: 'Settings' }).click();
    await this.page.getByRole('tab', { name: section }).click();
    await this.page.getByRole('heading', { name: section, level: 2 }).waitFor();
  }

  model(name: string | RegExp): Locator {
    return this.page.getByRole('listitem', { name });
  }

  pill(group: string, value: string): Locator {
    return this.page.getByRole('radiogroup', { name: group }).getByText(value, { exact: true });
  }

  device(name: string): Locator {
    return this.page
      .getByRole('radiogroup', { name: 'Device' })
      .locator('.device')
      .filter({
        has: this.page.getByRole('radio', { name, exact: true }),
      });
  }

  /** Imports a model from a folder below home. */
  async importModel(name: string): Promise<void> {
    const path = join(this.#app.home, name);
    await this.#app.answerFolderDialog?.(path);
    await this.page.getByRole('button', { name: 'Import a model…' }).click();
    if (this.#app.answerFolderDialog) return;
    await this.dialog.getByRole('list', { name: 'Folders inside' }).waitFor();
    await this.dialog.getByRole('textbox', { name: 'Folder' }).fill(path);
    await this.dialog.getByRole('button', { name: `Import “${name}”` }).click();
  }
}
