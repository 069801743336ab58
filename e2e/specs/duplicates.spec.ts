import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectNoViolations } from '../accessibility.ts';
import { currentHost, TAGS } from '../hosts.ts';
import { DuplicatesPage } from '../pages/duplicates-page.ts';
import type { LibraryPage } from '../pages/library-page.ts';
import type { RunningApp } from '../running-app.ts';
import { expect, test as testOnNothing } from '../test.ts';

const test = testOnNothing.extend<{ duplicates: DuplicatesPage }>({
  duplicates: async ({ search }: { search: { page: Page } }, use) => use(new DuplicatesPage(search.page)),
});

const SOUP =
  'Simmer the lentil soup with two bay leaves for an hour, then season it and serve it with bread.';
const OAK = 'The old oak behind the mill fell in the storm last night and blocked the road to the village.';
const OAK_EDITED =
  'The old oak behind the mill fell in the storm last Friday and blocked the main road to the village.';
const FERRY = 'The ferry to the island leaves at seven from the second pier, unless the wind is above eight.';
const FERRY_LONG = `Pack the night before. ${FERRY} Buy the tickets on board, they cost the same.`;

const FILES: Readonly<Record<string, string>> = {
  'drafts/kitchen.md': `# Kitchen\n\n${SOUP}\n`,
  'drafts/storm.md': `# Storm\n\n${OAK}\n`,
  'drafts/trip.md': `# Trip\n\n${FERRY_LONG}\n`,
  'letters/recipe.md': `# Recipe\n\n${SOUP}\n`,
  'letters/news.md': `# News\n\n${OAK_EDITED}\n`,
  'letters/island.md': `# Island\n\n${FERRY}\n`,
};

test.beforeEach(() => test.slow());

/** Adds the folders `drafts` and `letters`, which say three things twice. */
async function plant(app: RunningApp, library: LibraryPage): Promise<void> {
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(join(app.home, name, '..'), { recursive: true });
    await writeFile(join(app.home, name), text);
  }
  await library.addByPath(join(app.home, 'drafts'));
  await expect(library.summary).toHaveText('3 documents');
  await library.open();
  await library.addByPath(join(app.home, 'letters'));
  await expect(library.summary).toHaveText('6 documents');
}

test('planted duplicates are grouped with their kind, and their differences are shown', async ({
  app,
  library,
  duplicates,
}) => {
  await plant(app, library);
  await duplicates.open();
  await expect(duplicates.groups).toHaveCount(3);

  await expect(duplicates.group('Simmer')).toContainText('Identical1.000');
  await duplicates.group('Simmer').click();
  await expect(duplicates.detail).toContainText('To keep');
  await expect(duplicates.detail).toContainText('Word for word the same.');
  await expect(duplicates.onlyInCopy).toHaveCount(0);

  await expect(duplicates.group('old oak')).toContainText('Near-identical');
  await duplicates.group('old oak').click();
  await expect(duplicates.detail).toContainText('To keep: it is the longer of the two');
  await expect(duplicates.onlyInReference).toHaveText(['Friday', 'main']);
  await expect(duplicates.onlyInCopy).toHaveText(['night']);

  await expect(duplicates.group('Pack the night before')).toContainText('Contained');
  await duplicates.group('Pack the night before').click();
  await expect(duplicates.onlyInReference).toHaveText([
    'Pack the night before.',
    'Buy the tickets on board, they cost the same.',
  ]);
  await expect(duplicates.onlyInCopy).toHaveCount(0);

  await duplicates.detail.getByRole('button', { name: 'Preview' }).last().click();
  const preview = duplicates.page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('heading', { name: 'Island', level: 2 })).toBeVisible();
  await expect(preview.locator('mark')).toHaveText(FERRY);
});

test('what is listed follows the threshold, the kind and the folders', async ({
  app,
  library,
  duplicates,
}) => {
  await plant(app, library);
  await duplicates.open();
  await expect(duplicates.groups).toHaveCount(3);
  await duplicates.group('old oak').click();

  await duplicates.threshold.focus();
  await duplicates.page.keyboard.press('End');
  await expect(duplicates.group('old oak')).toHaveCount(0);
  await expect(duplicates.group('Simmer')).toHaveCount(1);
  await duplicates.page.keyboard.press('ArrowLeft');
  await duplicates.threshold.fill('0.9');
  await expect(duplicates.groups).toHaveCount(3);

  await duplicates.kind('Contained').click();
  await expect(duplicates.groups).toHaveCount(1);
  await expect(duplicates.groups).toContainText('Pack the night before');
  await expect(duplicates.kind('All')).toHaveText('All3');
  await expect(duplicates.page.getByText('Each kind is grouped by itself')).toBeHidden();
  await duplicates.kind('All').click();

  await duplicates.folder('In').selectOption('drafts');
  await expect(duplicates.page.getByRole('heading', { name: 'Nothing here repeats itself' })).toBeVisible();
  await duplicates.folder('compared with').selectOption('letters');
  await expect(duplicates.groups).toHaveCount(3);

  await duplicates.kind('Reworded').click();
  await duplicates.page.getByRole('button', { name: 'All kinds' }).click();
  await expect(duplicates.groups).toHaveCount(3);
});

test('code is set as code, with its indentation', async ({ app, library, duplicates }) => {
  const code = 'for (const crate of harbour.crates) {\n    crane.lift(crate, { to: deck, slowly: true });\n}';
  await plant(app, library);
  for (const folder of ['drafts', 'letters']) {
    await writeFile(join(app.home, folder, 'crane.md'), `# Crane\n\n\`\`\`js\n${code}\n\`\`\`\n`);
  }
  await duplicates.open();
  await duplicates.group('harbour.crates').click();
  const line = duplicates.detail.getByRole('code').filter({ hasText: 'crane.lift' });
  await expect(line).toHaveCount(2);
  expect(await line.first().textContent()).toMatch(/^ {4}crane\.lift/);
  await expect(duplicates.group('Simmer').getByRole('code')).toHaveCount(0);
});

test('a pair that is no duplicate stays apart until it is restored', async ({ app, library, duplicates }) => {
  const { page } = duplicates;
  await plant(app, library);
  await duplicates.open();
  await duplicates.group('old oak').click();
  await duplicates.notDuplicate.click();
  await expect(duplicates.groups).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(duplicates.groups).toHaveCount(3);

  await duplicates.group('old oak').click();
  await duplicates.notDuplicate.click();
  await expect(duplicates.groups).toHaveCount(2);
  await page.reload();
  await expect(duplicates.groups).toHaveCount(2);
  await expect(duplicates.group('old oak')).toHaveCount(0);

  await duplicates.keptApart.click();
  const dialog = page.getByRole('dialog', { name: 'Kept apart' });
  await expect(dialog).toContainText(OAK_EDITED);
  await dialog.getByRole('button', { name: /^Restore/ }).click();
  await expect(dialog).toContainText('No pair is kept apart any more.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(duplicates.groups).toHaveCount(3);
});

test('all groups are exported as they are listed', async ({ app, library, duplicates }) => {
  test.skip(currentHost() === 'electron', 'The system asks where to save.');
  const { page } = duplicates;
  await plant(app, library);
  await duplicates.open();
  await expect(duplicates.groups).toHaveCount(3);
  const exportAs = async (format: string) => {
    await page.getByRole('button', { name: 'Export…' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: format }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
  };

  const csv = await exportAs('CSV');
  expect(csv.name).toMatch(/^duplicates-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(csv.text.trim().split('\r\n')).toHaveLength(1 + 6);
  expect(csv.text).toContain(join(app.home, 'letters/island.md'));

  const { groups } = JSON.parse((await exportAs('JSON')).text);
  expect(groups.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual([
    'contained',
    'identical',
    'near-identical',
  ]);
  const markdown = await exportAs('Markdown');
  expect(markdown.text).toContain('3 groups.');
  expect(markdown.text).toContain(`> ${SOUP}`);
});

test('groups are walked, read and left with the keyboard', async ({ app, library, duplicates }) => {
  const { keyboard } = duplicates.page;
  await plant(app, library);
  await duplicates.open();
  await expect(duplicates.groups).toHaveCount(3);
  await duplicates.list.focus();
  await keyboard.press('ArrowDown');
  await expect(duplicates.groups.nth(1)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('End');
  await expect(duplicates.groups.nth(2)).toHaveAttribute('aria-selected', 'true');
  const last = await duplicates.groups.nth(2).locator('p').nth(1).textContent();
  await expect(duplicates.detail).toContainText(last!.slice(0, 20));
  await keyboard.press('Enter');
  await expect(duplicates.detail.getByRole('heading', { level: 2 })).toBeFocused();
  await keyboard.press('Tab');
  await expect(duplicates.notDuplicate).toBeFocused();
  await keyboard.press('Escape');
  await expect(duplicates.list).toBeFocused();

  await duplicates.page.setViewportSize({ width: 900, height: 700 });
  await expect(duplicates.detail).toBeHidden();
  await keyboard.press('Enter');
  await expect(duplicates.detail).toBeVisible();
  await expect(duplicates.list).toBeHidden();
  await duplicates.detail.getByRole('button', { name: 'All groups' }).click();
  await expect(duplicates.list).toBeFocused();
});

test('the groups follow the library, and text of documents is only ever text', async ({
  app,
  library,
  duplicates,
}) => {
  const payload = `<img src="x" onerror="document.title = 'taken over'"> stands in a note about markup that was copied.`;
  await plant(app, library);
  await duplicates.open();
  await expect(duplicates.groups).toHaveCount(3);

  await rm(join(app.home, 'letters/recipe.md'));
  await expect(duplicates.groups).toHaveCount(2);
  await writeFile(join(app.home, 'drafts/markup.txt'), payload);
  await writeFile(join(app.home, 'letters/markup.txt'), payload);
  await expect(duplicates.groups).toHaveCount(3);
  await duplicates.group('<img src="x"').click();
  await expect(duplicates.detail).toContainText(payload);
  await expect(duplicates.page.locator('main img')).toHaveCount(0);
  await expect(duplicates.page).toHaveTitle('Duplicates · Semblance');
});

test('the view has no accessibility violation in any look', async ({ app, library, duplicates }) => {
  const { page } = duplicates;
  await duplicates.open();
  await expect(page.getByRole('heading', { name: 'Find what you wrote twice' })).toBeVisible();
  await expectNoViolations(page);
  await library.openSearch();
  await plant(app, library);
  await writeFile(join(app.home, 'drafts/again.md'), `${OAK} It was loud.`);
  // Two identical passages that a third one contains: one group of all kinds, one of either kind.
  await writeFile(
    join(app.home, 'drafts/feast.md'),
    `Ask the neighbours round. ${SOUP} Put out chairs for ten.`,
  );
  await duplicates.open();
  await expect(duplicates.group('old oak')).toContainText('3 passages');
  await expect(page.getByText('Each kind is grouped by itself')).toBeVisible();
  await duplicates.group('old oak').click();
  await expect(duplicates.detail).toContainText('3 words only on the right, 19 the same.');
  await expectNoViolations(page);

  await duplicates.notDuplicate.click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expectNoViolations(page);
  await duplicates.keptApart.click();
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Restore/ })).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export…' }).click();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');

  await duplicates.kind('Reworded').click();
  await expect(page.getByRole('heading', { name: /^Nothing/ })).toBeVisible();
  await expectNoViolations(page);
});

test('a preview shows the passage, however far down it stands', async ({ app, library, duplicates }) => {
  const lines = Array.from(
    { length: 400 },
    (_, line) => `Line ${line} of the log, about nothing in particular.`,
  );
  for (const [name, at] of [
    ['early.md', 40],
    ['late.md', 370],
  ] as const) {
    await writeFile(join(app.notes, name), `${lines.toSpliced(at, 0, '', SOUP, '').join('\n')}\n`);
  }
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('14 documents');
  await duplicates.open();
  await duplicates.group('Simmer').click();
  for (const copy of [0, 1]) {
    await duplicates.detail.getByRole('button', { name: 'Preview' }).nth(copy).click();
    const mark = duplicates.page.getByRole('region', { name: 'Preview' }).locator('mark');
    await expect(mark.first()).toHaveText(SOUP);
    await expect(mark.first()).toBeInViewport();
    await duplicates.page.keyboard.press('Escape');
  }
});

test('what one window parts, another one parts too', { tag: TAGS.loopback }, async ({
  app,
  library,
  duplicates,
}) => {
  await plant(app, library);
  await duplicates.open();
  await expect(duplicates.groups).toHaveCount(3);
  const other = new DuplicatesPage(await duplicates.page.context().newPage());
  await other.page.goto(new URL('/#/duplicates', app.url).href);
  await expect(other.groups).toHaveCount(3);
  await other.group('Simmer').click();
  await other.notDuplicate.click();
  await expect(other.groups).toHaveCount(2);
  await expect(duplicates.groups).toHaveCount(2);
  await expect(duplicates.keptApart).toHaveText('Kept apart: 1');
  await other.page.close();
});
