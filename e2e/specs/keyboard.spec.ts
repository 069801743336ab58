import { TAGS } from '../hosts.ts';
import { expect, test, testOnNotes } from '../test.ts';

test('a folder is added, searched and read without a mouse', { tag: TAGS.loopback }, async ({
  app,
  search,
  library,
}) => {
  const { keyboard } = search.page;
  await expect(library.addButton).toBeVisible();

  // Past the links of the navigation.
  const links = await search.page.getByRole('navigation', { name: 'Views' }).getByRole('link').count();
  for (let press = 0; press <= links; press += 1) await keyboard.press('Tab');
  await expect(library.addButton).toBeFocused();
  await keyboard.press('Enter');
  await expect(library.pathField).toHaveValue(app.home);
  await library.pathField.focus();
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type(app.notes);
  await keyboard.press('Enter');
  await expect(library.dialog.getByRole('button', { name: 'travel' })).toBeVisible();
  await library.dialog.getByRole('button', { name: 'Add “notes”' }).focus();
  await keyboard.press('Enter');
  await expect(library.summary).toHaveText('12 documents');

  await keyboard.press('ControlOrMeta+k');
  await expect(search.field).toBeFocused();
  await keyboard.type('vehicle broke down');
  await expect(search.firstDocument()).toContainText('Drive to the coast');

  await keyboard.press('ArrowDown');
  await expect(search.hit('Drive to the coast')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(search.hit('Drive to the coast')).not.toBeFocused();
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(search.previewText).toBeFocused();
  await expect(search.markedSentence(search.previewText)).toBeInViewport();

  await keyboard.press('Escape');
  await expect(search.preview).toBeHidden();
  await expect(search.hit('Drive to the coast')).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(search.field).toBeFocused();
  await keyboard.press('Escape');
  await expect(search.field).toHaveValue('');
});

testOnNotes('folders are walked with the keyboard', { tag: TAGS.loopback }, async ({ app, library }) => {
  const { keyboard } = library.page;
  await library.open();
  await library.addButton.press('Enter');
  await library.dialog.getByRole('button', { name: 'notes' }).focus();
  await keyboard.press('Enter');
  await expect(library.pathField).toHaveValue(app.notes);
  await expect(library.dialog.getByRole('button', { name: 'home', exact: true })).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await expect(library.pathField).toHaveValue(app.home);
  await keyboard.press('Escape');
  await expect(library.dialog).toBeHidden();
  await expect(library.addButton).toBeFocused();
});

testOnNotes('the slash leads to the field, and is a character inside of it', async ({ search, library }) => {
  const { keyboard } = search.page;
  await library.open();
  await keyboard.press('/');
  await expect(search.field).toBeFocused();
  await keyboard.type('either/or');
  await expect(search.field).toHaveValue('either/or');
});

testOnNotes(
  'Enter in the field opens the best hit, and the arrows take the preview along',
  async ({ search }) => {
    const { keyboard } = search.page;
    await search.field.fill('vehicle broke down');
    await expect(search.firstDocument()).toContainText('Drive to the coast');
    await keyboard.press('Enter');
    const heading = search.preview.getByRole('heading', { level: 2 });
    await expect(heading).toHaveText('Drive to the coast');
    await search.hit('Drive to the coast').focus();
    await keyboard.press('ArrowDown');
    await expect(heading).not.toHaveText('Drive to the coast');
    await expect(search.previewText).not.toBeFocused();
  },
);
