import { chmod, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasDisplay } from '../../app/host/open-file.ts';
import { expectNoViolations } from '../accessibility.ts';
import { currentHost } from '../hosts.ts';
import { expect, test } from '../test.ts';

const BINARY = Buffer.from([0, 1, 2, 0, 0, 255]);

test('a broken file appears with its reason, and is found once it is mended', async ({
  app,
  search,
  library,
}) => {
  const path = join(app.notes, 'broken.md');
  await writeFile(path, BINARY);
  await library.addByPath(app.notes);
  await library.open();
  await expect(library.failed).toHaveAccessibleName('1 file could not be read');
  await expect(library.source('notes')).toContainText('1 file unreadable');
  const broken = library.failedFile('broken.md');
  await expect(broken).toContainText(path);
  await expect(broken).toContainText('binary data');
  await expect(broken).toContainText('save it as UTF-8');
  await broken.getByRole('button', { name: 'Try again: broken.md' }).click();
  await expect(broken).toContainText('tried again just now');

  await writeFile(path, 'The lighthouse keeper kept bees in the garden behind the tower.\n');
  await expect(library.failed).toBeHidden();
  await expect(library.summary).toHaveText('13 documents');
  await library.openSearch();
  await search.field.fill('honey by the sea');
  await expect(search.results).toContainText('kept bees');
});

test('indexing is paused between two files and goes on where it was', async ({ app, search, library }) => {
  test.slow();
  const line = 'The harbour was quiet, and nobody had repaired the pier since the spring.';
  for (let part = 0; part < 50; part += 1) {
    const lines = Array.from({ length: 20 }, (_, number) => `${line} Part ${part}, line ${number}.`);
    await writeFile(join(app.notes, `long-${part}.md`), lines.join('\n\n'));
  }
  await library.addByPath(app.notes);
  await library.open();
  await expect(library.progress).toContainText(/Reading [1-9]\d* of 62 files/);
  await library.progress.getByRole('button', { name: 'Pause' }).click();
  await expect(library.progress).toContainText(/Paused after \d+ of 62 files/);
  await expect(library.progress).toContainText('Searching goes on');
  const held = await library.summary.textContent();
  expect(held).toMatch(/^Paused, \d+ documents$/);
  await expectNoViolations(library.page);

  await library.openSearch();
  await search.field.fill('harbour');
  await expect(search.firstDocument()).toContainText('long-');
  await library.open();
  await expect(library.summary).toHaveText(held!);
  await library.progress.getByRole('button', { name: 'Resume' }).click();
  await expect(library.summary).toHaveText('62 documents', { timeout: 90_000 });
  await expect(library.progress).toBeHidden();
});

test('a check finds what is wrong with the library, and a repair mends it', async ({ app, library }) => {
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await library.open();
  await library.health.getByRole('button', { name: 'Check the library' }).click();
  await expect(library.health.getByRole('status')).toHaveText(/^The library is sound/);

  const folder = join(app.home, 'library');
  await chmod(folder, 0o755);
  await library.health.getByRole('button', { name: 'Check again' }).click();
  await expect(library.health.getByRole('status')).toHaveText('1 problem found.');
  await expect(library.health).toContainText('can be read by others');
  await expectNoViolations(library.page);
  await library.health.getByRole('button', { name: 'Repair…' }).click();
  const question = library.page.getByRole('dialog', { name: 'Repair the library?' });
  await expect(question).toContainText('The files themselves are only read');
  await question.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(library.health.getByRole('status')).toHaveText(
    '1 thing repaired. The library is sound again.',
  );
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
});

test('documents are filtered, sorted, and opened without a mouse', async ({ app, library }) => {
  await writeFile(join(app.notes, 'broken.md'), BINARY);
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents, 1 could not be read');
  await library.openDocuments();
  await expect(library.documents).toHaveAttribute('aria-rowcount', '14');
  await expect(library.page.getByText('13 files: 12 read, 1 not')).toBeVisible();
  await expect(library.rows().first()).toContainText('Bread on Sundays');
  await expectNoViolations(library.page);

  await library.documents.getByRole('button', { name: 'Name' }).click();
  await expect(library.documents.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await expect(library.rows().last()).toContainText('Bread on Sundays');

  await library.status('Could not be read').click();
  await expect(library.rows()).toHaveCount(1);
  await expect(library.rows()).toContainText('broken.md');
  await library.status('All').click();
  await library.filter.fill('TRAVEL');
  await expect(library.rows()).toHaveCount(3);

  const { keyboard } = library.page;
  await library.rows().first().focus();
  await keyboard.press('ArrowDown');
  await expect(library.rows().nth(1)).toBeFocused();
  await keyboard.press('End');
  await expect(library.rows().last()).toBeFocused();
  await keyboard.press('Enter');
  await expect(library.preview.getByRole('heading', { level: 2 })).toHaveText('Drive to the coast');
  const text = library.preview.getByRole('article', { name: 'Text of the document' });
  await expect(text).toBeFocused();
  await expect(text).toContainText('The car');
  await expectNoViolations(library.page);
  await keyboard.press('Escape');
  await expect(library.preview).toBeHidden();
  await expect(library.rows().last()).toBeFocused();

  await library.filter.fill('nothing is called like this');
  await expect(library.page.getByText('No document is like that.')).toBeVisible();
});

test('a list that becomes shorter can still be reached by keyboard', async ({ app, library }) => {
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await library.openDocuments();
  await library.rows().first().focus();
  await library.page.keyboard.press('End');
  await expect(library.rows().last()).toBeFocused();
  await library.filter.focus();
  await rm(join(app.notes, 'travel'), { recursive: true });
  await expect(library.rows()).toHaveCount(9);
  await expect(library.rows().last()).toHaveAttribute('tabindex', '0');
});

test('a list and a text asked for while the engine is away come when it is back', async ({
  app,
  library,
}) => {
  test.skip(currentHost() === 'electron', 'Its connection is no web socket.');
  const { page } = library;
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  let isAway = false;
  let lose = () => {};
  await page.routeWebSocket(/\/engine$/, (socket) => {
    if (isAway) return void socket.close();
    const server = socket.connectToServer();
    lose = () => {
      isAway = true;
      void server.close();
      void socket.close();
    };
  });
  await page.reload();
  await expect(library.summary).toHaveText('12 documents');
  await library.open();
  lose();
  await expect(page.getByText('The engine is away.')).toBeVisible();
  await library.openDocuments();
  await expect(page.getByRole('alert')).toContainText('The engine cannot be reached');
  isAway = false;
  await expect(library.rows()).toHaveCount(12);
  await expect(page.getByRole('alert')).toBeHidden();

  lose();
  await expect(page.getByText('The engine is away.')).toBeVisible();
  await library.rows().filter({ hasText: 'Drive to the coast' }).click();
  await expect(library.preview.getByRole('alert')).toContainText('The engine cannot be reached');
  isAway = false;
  await expect(library.preview.getByRole('article')).toContainText('The car');
});

test('a document that cannot be opened from here says where it is', async ({ app, library }) => {
  test.skip(currentHost() === 'electron', 'Electron opens it.');
  test.skip(hasDisplay(process.env), 'A program would open it.');
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await library.openDocuments();
  await library.rows().filter({ hasText: 'Drive to the coast' }).click();
  await library.preview.getByRole('button', { name: 'Open' }).click();
  await expect(library.preview.getByRole('alert')).toContainText(
    join(app.notes, 'travel', 'drive-to-the-coast.md'),
  );
});

test('a folder is removed after a question, and its files stay', async ({ app, library }) => {
  await library.addByPath(app.notes);
  await library.open();
  await library.source('notes').getByRole('button', { name: 'Remove notes from the library' }).click();
  const question = library.page.getByRole('dialog');
  await expect(question).toContainText('Nothing happens to the files');
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(library.page.getByText('No folder is in this library yet.')).toBeVisible();
  expect((await stat(join(app.notes, 'home/cat.md'))).isFile()).toBe(true);
});
