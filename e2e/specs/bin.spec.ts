import { existsSync, readdirSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectNoViolations } from '../accessibility.ts';
import { TAGS } from '../hosts.ts';
import { DuplicatesPage } from '../pages/duplicates-page.ts';
import { expect, test } from '../test.ts';

const OAK = 'The old oak behind the mill fell in the storm last night and blocked the road to the village.';
const SOUP =
  'Simmer the lentil soup with two bay leaves for an hour, then season it and serve it with bread.';
const STORM = `# Storm\n\n${OAK}\n\n${SOUP}\n`;

test('copies of whole files go to the bin, if they are still what was shown', {
  tag: TAGS.loopback,
}, async ({ app, library, page }) => {
  const file = (name: string) => join(app.home, 'papers', name);
  await mkdir(file('old'), { recursive: true });
  await writeFile(file('storm.md'), STORM);
  // The oldest is the one to keep.
  await utimes(file('storm.md'), new Date(0), new Date(2020, 1, 1));
  await writeFile(file('old/storm.md'), STORM);
  await writeFile(file('old/storm (1).md'), STORM);
  await writeFile(file('letter.md'), STORM.replace('village.', 'village!'));
  await library.addByPath(join(app.home, 'papers'));
  await expect(library.summary).toHaveText('4 documents');

  const duplicates = new DuplicatesPage(page);
  await duplicates.open();
  await page.getByRole('button', { name: 'Copied files: 3' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('checkbox', { name: 'letter.md' })).toHaveAccessibleName(/small edits in 1/);
  await dialog.getByRole('button', { name: 'Choose all that are the same file' }).click();
  await expect(dialog.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: 'Move 2 files to the bin…' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expectNoViolations(page);

  await writeFile(file('old/storm (1).md'), `${STORM}\nNew.\n`);
  await dialog.getByRole('button', { name: 'Move 2 files to the bin' }).click();
  // The library may have read it anew by then.
  await expect(dialog.getByText(/was changed since it was read|is no copy of/)).toBeVisible();
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText('1 file is in the system’s bin')).toBeVisible();
  expect(['storm.md', 'old/storm.md', 'old/storm (1).md'].filter((name) => existsSync(file(name)))).toEqual([
    'storm.md',
    'old/storm (1).md',
  ]);
  expect(readdirSync(join(app.home, '.local/share/Trash/files'))).toHaveLength(1);
  await expect(library.summary).toHaveText('3 documents');

  await duplicates.group('The old oak').click();
  await duplicates.detail.getByRole('radio', { name: 'letter.md' }).check();
  await duplicates.detail.getByRole('button', { name: 'Move to the bin…' }).click();
  await dialog.getByRole('button', { name: 'Move 1 file to the bin' }).click();
  await expect(library.summary).toHaveText('2 documents');
  expect(existsSync(file('storm.md'))).toBe(true);
});
