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
    await expect(library.pathField).toHaveAccessibleDescription(/There is no folder/);
    await expect(library.dialog.getByRole('button', { name: /^Add/ })).toBeDisabled();
    await expect(library.dialog.getByRole('list')).toHaveCount(0);
    await library.dialog.getByRole('button', { name: 'Start from home' }).click();
    await expect(library.dialog.getByRole('button', { name: 'notes' })).toBeVisible();
  },
);

testOnNotes(
  'the folder chooser tells what lies in the library already, and what does not belong there',
  { tag: TAGS.loopback },
  async ({ app, library }) => {
    await library.open();
    await library.addButton.click();
    const told = library.dialog.locator('#folder-told');
    const add = library.dialog.getByRole('button', { name: /^Add/ });
    await library.pathField.fill(`${app.notes}/`);
    await expect(told).toHaveText('“notes” is in the library already, and its changes are followed.');
    await expect(add).toBeDisabled();
    await library.pathField.fill(`${app.notes}/travel`);
    await expect(told).toHaveText('“travel” lies in “notes”, which is in the library already.');
    await expect(add).toBeDisabled();
    await library.pathField.fill(app.home);
    await expect(told).toContainText('takes the place of “notes”');
    await expect(add).toBeEnabled();

    await library.pathField.fill(`${app.home}/library`);
    await add.click();
    await expect(library.dialog.getByRole('alert')).toContainText('is where Semblance keeps this library');
    await library.page.keyboard.press('Escape');
    await expect(library.dialog).toBeHidden();
  },
);

test('the dialog can be left while a folder is being added', { tag: TAGS.loopback }, async ({
  app,
  library,
}) => {
  const { page } = library;
  const held: (() => void)[] = [];
  let isHeld = false;
  await page.routeWebSocket(/\/engine$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (isHeld) held.push(() => server.send(message));
      else server.send(message);
    });
  });
  await page.reload();
  await library.addButton.click();
  await library.dialog.getByRole('list', { name: 'Folders inside' }).waitFor();
  await library.pathField.fill(app.notes);
  const add = library.dialog.getByRole('button', { name: 'Add “notes”' });
  await expect(add).toBeEnabled();
  isHeld = true;
  await add.press('Enter');
  await expect(library.dialog.getByRole('button', { name: 'Adding…' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(library.dialog).toBeHidden();
  for (const send of held) send();
  isHeld = false;
  await expect(library.summary).toHaveText('12 documents');
});

test('a folder around others takes their place, and says so', async ({ app, library }) => {
  await library.addByPath(`${app.notes}/travel`);
  await expect(library.summary).toHaveText('3 documents');
  await library.open();
  await library.addByPath(app.notes);
  const told = library.page.getByText('“notes” takes the place of “travel”, which lies inside');
  await expect(told).toBeVisible();
  await expect(library.summary).toHaveText('12 documents');
  await library.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(told).toBeHidden();
});

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
