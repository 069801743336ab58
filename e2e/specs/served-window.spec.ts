import { TAGS } from '../hosts.ts';
import { expect, test, testOnNotes } from '../test.ts';

testOnNotes(
  'the token leaves the address bar, and nothing opens without it',
  { tag: TAGS.loopback },
  async ({ app, page, browser }) => {
    await page.goto(app.url);
    await expect(page).toHaveURL(new URL('/', app.url).href);
    await page.reload();
    await expect(page).toHaveTitle('Search · Semblance');

    const stranger = await browser.newPage();
    const refused = await stranger.goto(new URL('/', app.url).href);
    expect(refused?.status()).toBe(403);
    await expect(stranger.getByText('Open the full address')).toBeVisible();
    await stranger.close();
  },
);

testOnNotes(
  'the folder chooser explains what cannot be opened',
  { tag: TAGS.loopback },
  async ({ app, library }) => {
    await library.open();
    await library.addButton.click();
    await library.pathField.fill(`${app.home}/nowhere`);
    await library.dialog.getByRole('button', { name: 'Go' }).click();
    await expect(library.dialog.getByRole('alert')).toContainText('There is no folder');
    await library.dialog.getByRole('button', { name: 'Start from home' }).click();
    await expect(library.dialog.getByRole('button', { name: 'notes' })).toBeVisible();
  },
);

test('a lost engine is told', { tag: TAGS.loopback }, async ({ app, search, library, complaints }) => {
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await app.kill();
  await expect(search.page.getByText('The engine is away.')).toBeVisible();
  await search.field.fill('vehicle');
  await expect(search.page.getByRole('alert')).toContainText('The engine cannot be reached');
  // The browser reports each refused connection; that is the trouble this test makes.
  complaints.length = 0;
});
