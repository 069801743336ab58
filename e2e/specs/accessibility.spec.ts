import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectNoViolations } from '../accessibility.ts';
import { TAGS } from '../hosts.ts';
import { expect, test } from '../test.ts';

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
  await expect(library.dialog.getByText('There is no folder')).toBeVisible();
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
