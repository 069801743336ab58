import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { TAGS } from '../hosts.ts';
import { expect, test } from '../test.ts';

const LOOKS = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
] as const;

/** Checks what is on the screen: by every rule, then its contrast in the other looks, since only colours differ. */
async function expectNoViolations(page: Page): Promise<void> {
  for (const [index, look] of LOOKS.entries()) {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    // Colours change with the next frames, not with the call.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))');
    const axe = new AxeBuilder({ page });
    const { violations } = await (index === 0 ? axe : axe.withRules('color-contrast')).analyze();
    const found = violations.map(({ id, nodes }) => ({ id, look, at: nodes.map((node) => node.html) }));
    expect(found).toEqual([]);
  }
}

test('no view has an accessibility violation in any look', { tag: TAGS.loopback }, async ({
  app,
  search,
  library,
}) => {
  test.slow();
  const { page } = search;
  await expect(library.addButton).toBeVisible();
  await expectNoViolations(page);

  await library.addButton.click();
  await expect(library.dialog.getByRole('button', { name: 'notes' })).toBeVisible();
  await expectNoViolations(page);
  await library.pathField.fill(join(app.home, 'nowhere'));
  await library.dialog.getByRole('button', { name: 'Go' }).click();
  await expect(library.dialog.getByRole('alert')).toBeVisible();
  await expectNoViolations(page);

  await writeFile(join(app.notes, 'broken.md'), Buffer.from([0x89, 0x50, 0x00, 0x00, 0xff, 0x00, 0xfe]));
  await library.pathField.fill(app.notes);
  await library.dialog.getByRole('button', { name: 'Add “notes”' }).click();
  await expect(library.summary).toHaveText('12 documents, 1 could not be read');
  await expectNoViolations(page);

  await search.field.fill('vehicle broke down');
  await expect(search.firstDocument()).toContainText('Drive to the coast');
  await expectNoViolations(page);
  await search.hit('Drive to the coast').click();
  await expect(search.markedSentence(search.previewText)).toBeVisible();
  await expectNoViolations(page);

  await search.mode('Words').click();
  await expect(page.getByRole('heading', { name: /Nothing found/ })).toBeVisible();
  await expectNoViolations(page);

  await library.open();
  await expect(page.getByRole('heading', { name: '1 file could not be read' })).toBeVisible();
  await expectNoViolations(page);
  await library.source('notes').getByRole('button', { name: 'Remove notes from the library' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No folder is in this library yet.')).toBeVisible();
});
