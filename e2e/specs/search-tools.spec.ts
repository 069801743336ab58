import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectNoViolations } from '../accessibility.ts';
import { TAGS } from '../hosts.ts';
import { expect, testOnNotes as test, test as testOnNothing } from '../test.ts';

test('filters narrow what is found, stay over a reload, and are taken away', async ({ search }) => {
  await search.field.fill('frost in the garden');
  await expect(search.results.locator(':scope > li')).not.toHaveCount(1);
  await search.choose('Tag', 'garden');
  await expect(search.results.locator(':scope > li')).toHaveCount(1);
  await expect(search.firstDocument()).toContainText('The garden in autumn');
  await expect(search.filter('Tag')).toHaveText(/garden/);

  await search.page.reload();
  await expect(search.results.locator(':scope > li')).toHaveCount(1);
  const views = search.page.getByRole('navigation', { name: 'Views' });
  await views.getByRole('link', { name: 'Library' }).click();
  await search.page.reload();
  await views.getByRole('link', { name: 'Search' }).click();
  await expect(search.field).toHaveValue('frost in the garden');
  await expect(search.results.locator(':scope > li')).toHaveCount(1);

  await search.choose('Type', 'Markdown', 'HTML');
  await expect(search.filter('Type')).toHaveText(/Markdown, HTML/);
  await expect(search.page).toHaveURL(/&type=markdown&type=html&tag=garden/);
  await expect(search.results.locator(':scope > li')).toHaveCount(1);
  await search.choose('Type', 'Markdown');
  await expect(search.page.getByText('Looked at only what is: HTML, garden.')).toBeVisible();
  await search.choose('Type', 'Any type');
  await search.choose('Tag', 'Any tag');
  await expect(search.results.locator(':scope > li')).not.toHaveCount(1);
});

test('filters that leave nothing are taken away in one step', async ({ search }) => {
  await search.field.fill('frost in the garden');
  await search.choose('Tag', 'garden');
  await expect(search.results.locator(':scope > li')).toHaveCount(1);
  await search.mode('Words').click();
  await search.field.fill('motorway');
  await expect(search.page.getByText('Looked at only what is: garden.')).toBeVisible();
  await search.page.getByRole('button', { name: 'Search without filters' }).click();
  await expect(search.firstDocument()).toContainText('Drive to the coast');
});

test('examples turn the search, and are taken back', async ({ search }) => {
  const { keyboard } = search.page;
  const examples = search.page.getByRole('list', { name: 'Examples' });
  await search.mode('Meaning').click();
  await search.field.fill('a good day');
  const last = search.results.locator(':scope > li').last();
  await expect(last).toBeVisible();
  const title = await last.getByRole('button').first().textContent();
  await last.getByRole('button').first().focus();
  await keyboard.press('m');
  await expect(examples).toContainText(`More like “${title}”`);
  await expect(search.firstDocument()).toContainText(title!);

  await search.hit(title!).click();
  const less = search.preview.getByRole('button', { name: 'Less like this' });
  await less.click();
  await expect(examples).toContainText(`Less like “${title}”`);
  await expect(less).toHaveAttribute('aria-pressed', 'true');
  await expect(search.firstDocument()).not.toContainText(title!);
  await examples.getByRole('button').click();
  await expect(examples).toBeHidden();
});

test('operators are completed and marked in the field', async ({ search }) => {
  const { keyboard } = search.page;
  const suggestions = search.page.getByRole('listbox', { name: 'Suggestions' });
  await search.field.pressSequentially('frost type:');
  await expect(suggestions.getByRole('option')).toHaveText([/^markdown/, /^text/, /^html/]);
  await expectNoViolations(search.page);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(search.field).toHaveValue('frost type:text ');
  await expect(suggestions).toBeHidden();

  await keyboard.press('Control+ ');
  await expect(suggestions.getByRole('option')).toHaveCount(6);
  await keyboard.press('Escape');
  await expect(suggestions).toBeHidden();
  await expect(search.field).toHaveValue('frost type:text ');

  await search.field.fill('frost after:soon ');
  const marks = search.page.locator('.query-marks');
  await expect(marks.locator('[data-kind="wrong"]')).toHaveText('after:soon');
  await expect(search.page.getByText('names no date like 2026')).toBeVisible();
  await search.field.fill('frost after:2020 -snow');
  await expect(marks.locator('[data-kind="wrong"]')).toHaveCount(0);
  await expect(marks.locator('[data-kind="operator"]')).toHaveText(['after:2020', '-snow']);
});

test('searches are saved and come back, recent ones are forgotten', async ({ search }) => {
  const { page } = search;
  const saved = page.getByRole('region', { name: 'Saved' });
  const recent = page.getByRole('region', { name: 'Recent' });
  await search.field.fill('vehicle broke down');
  await expect(search.firstDocument()).toContainText('Drive to the coast');
  await search.field.press('Control+s');
  await expect(page.getByRole('button', { name: 'Save this search' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await search.field.fill('lemon tree');
  await expect(search.firstDocument()).toContainText('The garden');
  // A search counts as recent once its answer was left standing.
  await expect(async () => {
    expect(await page.evaluate("localStorage.getItem('semblance.searches')")).toContain('lemon tree');
  }).toPass();

  await search.field.press('Escape');
  await page.reload();
  await expect(saved).toContainText('vehicle broke down');
  await expect(recent).toContainText('lemon tree');
  await expectNoViolations(page);
  await recent.getByRole('button', { name: 'Clear' }).click();
  await expect(recent).toBeHidden();
  await saved.getByRole('button', { name: 'vehicle broke down', exact: true }).click();
  await expect(search.field).toHaveValue('vehicle broke down');
  await expect(search.field).toBeFocused();
  await expect(search.firstDocument()).toContainText('Drive to the coast');
});

test('what is copied of a hit names its place', { tag: TAGS.loopback }, async ({ search }) => {
  const { page } = search;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await search.field.fill('vehicle broke down');
  await search.hit('Drive to the coast').click();
  await search.preview.getByRole('button', { name: 'Copy' }).click();
  await search.entry('Citation').click();
  await expect(search.preview.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate('navigator.clipboard.readText()');
  expect(copied).toMatch(
    /^“The car's engine failed .* next town\.” Drive to the coast .*drive-to-the-coast\.md, /,
  );
});

test('all keys are shown on F1 and on the question mark', async ({ search }) => {
  const { keyboard } = search.page;
  const sheet = search.page.getByRole('dialog', { name: 'Keyboard' });
  await search.field.fill('a question?');
  await expect(sheet).toBeHidden();
  await keyboard.press('F1');
  await expect(sheet).toContainText('more like this');
  await expectNoViolations(search.page);
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(search.field).toBeFocused();
  await search.page.getByRole('link', { name: 'Compare' }).focus();
  await keyboard.press('?');
  await expect(sheet).toBeVisible();
});

const MARKDOWN = `---
tags: [bees]
---

# The lighthouse

Bees live *behind* the tower, and their **honey** tastes of
heather and salt. <b onclick="alert(1)">raw</b>

## Tools

- a smoker
- [x] a veil

| month | jars |
|---|---|
| May | 12 |

\`\`\`sh
open hive
\`\`\`

[their page](https://bees.example) and [a trap](javascript:alert(1))
`;

testOnNothing('Markdown is laid out, safely, and open at the sentence', async ({ app, search, library }) => {
  await writeFile(join(app.notes, 'bees.md'), MARKDOWN);
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('13 documents');
  await search.field.fill('honey with a taste of salt');
  await search.hit('The lighthouse').click();
  const { previewText } = search;
  await expect(previewText.getByRole('heading')).toHaveText(['The lighthouse', 'Tools']);
  await expect(previewText.locator('em')).toHaveText('behind');
  await expect(previewText.getByRole('listitem')).toHaveText(['a smoker', '☑ a veil']);
  await expect(previewText.getByRole('cell')).toHaveText(['May', '12']);
  await expect(previewText.locator('pre')).toHaveText('open hive');
  await expect(previewText).toContainText('<b onclick="alert(1)">raw</b>');
  await expect(previewText).toContainText('[a trap](javascript:alert(1))');
  await expect(previewText.locator('a, b:not(.matched-word)')).toHaveCount(0);
  await expect(search.markedSentence(previewText).first()).toBeInViewport();
  expect((await search.markedSentence(previewText).allTextContents()).join('')).toContain('honey tastes of');
  await expectNoViolations(search.page);

  await search.preview.getByRole('button', { name: 'As written' }).click();
  await expect(previewText).toContainText('## Tools');
  await expect(search.markedSentence(previewText).first()).toBeInViewport();
});
