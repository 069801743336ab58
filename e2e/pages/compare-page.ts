import type { Locator, Page } from '@playwright/test';

type Side = 'First' | 'Second';

/** The view that compares two texts. */
export class ComparePage {
  readonly page: Page;
  readonly answer: Locator;
  readonly score: Locator;
  readonly map: Locator;
  readonly readout: Locator;
  readonly drawer: Locator;
  readonly backward: Locator;
  readonly history: Locator;

  constructor(page: Page) {
    this.page = page;
    this.answer = page.getByRole('region', { name: 'Answer' });
    this.score = this.answer.getByRole('status').first();
    this.map = page.getByRole('grid', { name: /word by word/ });
    this.readout = page.locator('.token-map-readout');
    this.drawer = page.getByRole('dialog');
    this.backward = page.getByRole('region', { name: 'What reading both ways changes' });
    this.history = page.getByRole('list', { name: 'Compared before' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Compare' }).click();
  }

  text(side: Side): Locator {
    return this.page.getByRole('textbox', { name: `${side} text` });
  }

  /** The tokens of a text, each named with what it adds. */
  tokens(side: Side): Locator {
    return this.page
      .getByRole('listbox', { name: `Words of the ${side.toLowerCase()} text` })
      .getByRole('option');
  }

  slider(name: 'Left to right only' | 'Exit layer' | 'Dimensions'): Locator {
    return this.page.getByRole('slider', { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async compare(first: string, second: string): Promise<void> {
    await this.text('First').fill(first);
    await this.text('Second').fill(second);
  }

  async shownScore(): Promise<number> {
    return readNumber(await this.score.textContent());
  }

  /** What the tokens of a text add, as the screen reader is told. */
  async shownShares(side: Side): Promise<number[]> {
    const labels = await this.tokens(side).evaluateAll((options) =>
      options.map((option) => option.getAttribute('aria-label')),
    );
    return labels.map((label) => readNumber(label?.split(' ').at(-1) ?? null));
  }
}

/** Figures are set with the minus of typesetting. */
function readNumber(text: string | null): number {
  return Number((text ?? '').replace('−', '-'));
}
