import { expect, testOnNotes as test } from '../test.ts';

test('the three modes find by meaning, by words, and by both', async ({ search }) => {
  await search.field.fill('Schubert');
  const flat = search.document('The flat');
  await expect(flat).toContainText('by meaning and words');
  await expect(flat.locator('b').first()).toHaveText('Schubert');

  await search.mode('Words').click();
  await expect(search.results.locator(':scope > li')).toHaveCount(1);
  await expect(flat).toContainText('by words');

  await search.field.fill('vehicle broke down');
  await expect(
    search.page.getByRole('heading', { name: 'Nothing found for “vehicle broke down”' }),
  ).toBeVisible();
  await search.page.getByRole('button', { name: 'Search by meaning as well' }).click();
  await expect(search.firstDocument()).toContainText('Drive to the coast');
});

test('further passages of a document unfold, and the preview walks through them', async ({ search }) => {
  await search.field.fill('bread in the oven');
  const bread = search.document('Bread on Sundays');
  await expect(search.markedSentence(bread)).toHaveCount(1);
  await bread.getByRole('button', { name: '1 more passage in this document' }).click();
  await expect(search.markedSentence(bread)).toHaveCount(2);

  await search.hit('Bread on Sundays').click();
  await expect(search.preview).toContainText('2 of 2');
  const before = await search.markedSentence(search.previewText).textContent();
  await search.preview.getByRole('button', { name: 'Previous hit' }).click();
  await expect(search.preview).toContainText('1 of 2');
  await expect(search.markedSentence(search.previewText)).not.toHaveText(before!);
});

test('the likeness is explained on demand', async ({ search }) => {
  await search.field.fill('vehicle broke down');
  const meter = search.firstDocument().getByRole('button', { name: /^Likeness/ });
  // Coming from elsewhere, as a hand does; a pointer that is there at once counts as resting.
  await search.page.mouse.move(10, 10);
  await meter.hover();
  await expect(search.page.getByRole('tooltip')).toContainText('Cosine');
});

test('a narrow window shows the preview in place of the list', async ({ search }) => {
  await search.page.setViewportSize({ width: 900, height: 700 });
  await search.field.fill('vehicle broke down');
  await search.hit('Drive to the coast').click();
  await expect(search.results).toBeHidden();
  await expect(search.markedSentence(search.previewText)).toBeInViewport();
  await search.preview.getByRole('button', { name: 'Close the preview' }).click();
  await expect(search.hit('Drive to the coast')).toBeFocused();
});

test('Hindi and Chinese words are marked whole', async ({ search }) => {
  await search.mode('Words').click();
  await search.field.fill('पाले');
  await expect(search.firstDocument().locator('b').first()).toHaveText('पाले');
  await search.field.fill('冬天要保护植物免受霜冻');
  await expect(search.firstDocument().locator('b')).toHaveText('冬天要保护植物免受霜冻');
});

test('operators alone are no failure, and nothing of an earlier answer stands beside them', async ({
  search,
}) => {
  await search.field.fill('harbour '.repeat(1_240));
  await expect(search.page.getByText('The text is longer than the model reads')).toBeVisible();
  await search.field.fill('-lighthouse');
  await expect(search.page.getByText('operators alone do not search')).toBeVisible();
  await expect(search.page.getByText('The text is longer than the model reads')).toBeHidden();
  await expect(search.page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('a reload keeps the search, and its address leads back to it', async ({ search }) => {
  const { page } = search;
  await search.field.fill('vehicle broke down');
  await search.mode('Meaning').click();
  await expect(page).toHaveURL(/#\/search\?q=vehicle\+broke\+down&by=meaning$/);
  await page.reload();
  await expect(search.field).toHaveValue('vehicle broke down');
  await expect(search.firstDocument()).toContainText('Drive to the coast');
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.goBack();
  await expect(search.field).toHaveValue('vehicle broke down');
});
