import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectNoViolations } from '../accessibility.ts';
import { TAGS } from '../hosts.ts';
import { SettingsPage } from '../pages/settings-page.ts';
import { ROOT } from '../running-app.ts';
import { test as base, expect } from '../test.ts';

const BUNDLED = 'Semblance English, first model';
const TINY_MODEL = join(ROOT, 'app/embedding/fixtures/tiny-deelm');

const test = base.extend<{ readonly settings: SettingsPage }>({
  settings: async ({ page, app, search: _ }, use) => use(new SettingsPage(page, app)),
});

test('more or less of a model is used, and search goes on meanwhile', async ({
  app,
  search,
  library,
  settings,
}) => {
  test.slow();
  const line = 'The harbour was quiet, and nobody had repaired the pier since the spring.';
  for (let part = 0; part < 20; part += 1) {
    const lines = Array.from({ length: 50 }, (_, number) => `${line} Part ${part}, line ${number}.`);
    await writeFile(join(app.notes, `long-${part}.md`), lines.join('\n\n'));
  }
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('32 documents', { timeout: 120_000 });
  await settings.open('Model');
  const bundled = settings.model(BUNDLED);
  await expect(bundled).toContainText('In use');
  await expect(bundled).toContainText('All of it is used.');
  await expect(bundled).toContainText('CC-BY-SA-4.0');

  // Fewer layers: everything is encoded again.
  await bundled.getByRole('button', { name: /^Use more or less of it/ }).click();
  await expect(settings.dialog).toContainText('This is how it is used now.');
  await settings.pill('Layers', '2').click();
  await expect(settings.dialog).toContainText(/\d+ passages will be encoded again/);
  await expectNoViolations(settings.page);
  await settings.dialog.getByRole('button', { name: 'Change' }).click();
  await expect(settings.change).toContainText(/Encoding [1-9][\d,]* of [\d,]+ passages/);
  await expect(settings.summary).toHaveText(/Changing the model/);
  await settings.change.getByRole('button', { name: 'Pause' }).click();
  await expect(settings.change).toContainText(/Paused after [\d,]+ of [\d,]+ passages/);
  await expect(settings.change).toContainText(`Search goes on with ${BUNDLED}`);
  await expectNoViolations(settings.page);

  await library.openSearch();
  await search.field.fill('vehicle broke down');
  await expect(search.firstDocument()).toContainText('Drive to the coast');
  await settings.summary.click();
  await settings.change.getByRole('button', { name: 'Resume' }).click();
  await settings.change.getByRole('button', { name: /^Cancel/ }).click();
  await expect(settings.change).toBeHidden();
  await expect(bundled).toContainText('All of it is used.');

  // Fewer numbers: what is stored is cut.
  await bundled.getByRole('button', { name: /^Use more or less of it/ }).click();
  await settings.pill('Numbers per sentence', '128').click();
  await expect(settings.dialog).toContainText('nothing is read or encoded again');
  await settings.dialog.getByRole('button', { name: 'Change' }).click();
  await expect(bundled).toContainText('4 of 4 layers and 128 of 384 numbers are used.');
  await expect(library.summary).toHaveText('32 documents');
  await library.openSearch();
  await expect(search.firstDocument()).toContainText('Drive to the coast');
});

test('a model is imported, checked, used and removed', async ({ app, library, settings }) => {
  test.slow();
  await cp(TINY_MODEL, join(app.home, 'tiny'), { recursive: true });
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await settings.open('Model');
  await settings.importModel('notes');
  await expect(settings.page.getByRole('alert')).toContainText('model.');
  if (await settings.dialog.isVisible()) await settings.page.keyboard.press('Escape');

  await settings.importModel('tiny');
  const tiny = settings.model('Tiny');
  await expect(tiny).toContainText('MIT');
  await tiny.getByRole('button', { name: 'Check Tiny' }).click();
  // It holds a file of our tests, of which its card knows nothing.
  await expect(tiny.getByRole('status')).toContainText('reference.json');
  await settings
    .model(BUNDLED)
    .getByRole('button', { name: /^Check/ })
    .click();
  const report = settings.model(BUNDLED).getByRole('status');
  await expect(report).toHaveText(/^Sound: all \d+ checks have passed/);
  await expectNoViolations(settings.page);

  await tiny.getByRole('button', { name: /^Use this model/ }).click();
  await expect(settings.dialog).toContainText(`search goes on with ${BUNDLED}`);
  await settings.dialog.getByRole('button', { name: 'Change' }).click();
  await expect(tiny).toContainText('In use');
  await expect(tiny.getByRole('button', { name: 'Remove Tiny' })).toBeHidden();
  await settings
    .model(BUNDLED)
    .getByRole('button', { name: /^Use this model/ })
    .click();
  await settings.dialog.getByRole('button', { name: 'Change' }).click();
  await expect(settings.model(BUNDLED)).toContainText('In use');

  await tiny.getByRole('button', { name: 'Remove Tiny' }).click();
  await settings.dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(tiny).toBeHidden();
});

test('devices are tested, and one that cannot be used says why and what to do', async ({ settings }) => {
  test.slow();
  await settings.open('Device');
  await expect(settings.page.getByText('Documents and searches are encoded on the CPU now.')).toBeVisible();
  await expect(settings.device('CPU')).toContainText('Always there');
  await expect(settings.page.getByRole('radio', { name: 'Automatic' })).toBeChecked();
  await settings.page.getByRole('button', { name: 'Test all devices now' }).click();
  await expect(settings.page.getByRole('status').filter({ hasText: /Testing/ })).toBeVisible();
  await expect(settings.page.getByRole('button', { name: 'Test all devices now' })).toBeEnabled({
    timeout: 180_000,
  });
  await expect(settings.page.getByText('Not tried yet with this model')).toHaveCount(0);
  await expectNoViolations(settings.page);
  await settings.page.getByText('CPU', { exact: true }).click();
  await expect(settings.page.getByRole('radio', { name: 'CPU' })).toBeChecked();
  await settings.page.reload();
  await expect(settings.page.getByRole('radio', { name: 'CPU' })).toBeChecked();
});

test('a rule shows what it leaves out before it does so', async ({ app, library, settings }) => {
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await settings.open('Folders and rules');
  await expect(settings.page.getByText(app.notes)).toBeVisible();
  await settings.rules.fill('/travel/\nminutes.md');
  await expect(settings.page.getByText(/leave out 4 of the 12 documents/)).toBeVisible();
  await expect(settings.page.getByText('travel / mountain-hut.md')).toBeVisible();
  await expectNoViolations(settings.page);
  await settings.page.getByRole('button', { name: 'Save the rules' }).click();
  await expect(library.summary).toHaveText('8 documents');
  await settings.page.reload();
  await expect(settings.rules).toHaveValue('/travel/\nminutes.md');
  await settings.rules.fill('');
  await settings.page.getByRole('button', { name: 'Save the rules' }).click();
  await expect(library.summary).toHaveText('12 documents');
});

test('the look changes at once and is kept', async ({ settings }) => {
  const { page } = settings;
  const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const size = () => page.evaluate('parseFloat(getComputedStyle(document.body).fontSize)');
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  await settings.open('Appearance');
  const light = await paper();
  const comfortable = await size();
  await settings.pill('Colours', 'Dark').click();
  await expect.poll(paper).not.toBe(light);
  await settings.pill('Contrast', 'High').click();
  await expect.poll(paper).toBe('rgb(0, 0, 0)');
  await settings.pill('Text size', 'Larger').click();
  await expect.poll(size).toBeGreaterThan(comfortable as number);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Appearance', level: 2 })).toBeVisible();
  expect(await paper()).toBe('rgb(0, 0, 0)');
  await expectNoViolations(page);
  await settings.pill('Contrast', 'As the system').click();
  await settings.pill('Colours', 'As the system').click();
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' });
  await expect.poll(paper).toBe(light);
});

test('the settings are reached and changed without a mouse', async ({ library, settings }) => {
  const { page } = settings;
  const { keyboard } = page;
  await expect(library.addButton).toBeVisible();
  await keyboard.press('ControlOrMeta+,');
  await expect(page.getByRole('heading', { name: 'Model', level: 2 })).toBeVisible();
  await page.getByRole('tab', { name: 'Model' }).focus();
  for (let press = 0; press < 3; press += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Appearance', level: 2 })).toBeVisible();
  await keyboard.press('Tab');
  await expect(page.getByRole('radio', { name: 'As the system' }).first()).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Light' })).toBeChecked();
  await page.getByRole('tab', { name: 'Appearance' }).focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Keyboard', level: 2 })).toBeVisible();
});

test('what is stored is told with its place, and what is remembered is forgotten', async ({
  app,
  page,
  settings,
}) => {
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('textbox', { name: 'First' }).fill('The ferry was late.');
  await page.getByRole('textbox', { name: 'Second' }).fill('The boat did not come in time.');
  await settings.open('Privacy');
  await expect(page.getByText(join(app.home, 'library'))).toBeVisible();
  await expect(page.getByRole('row', { name: /library\.sqlite/ })).toContainText(/\d kB|\d MB/);
  await page.getByRole('button', { name: 'Empty the fields' }).click();
  await expect(page.getByText('Nothing in the fields')).toBeVisible();
  await expectNoViolations(page);
});

test('the index is rebuilt from the files', async ({ app, library, settings }) => {
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await settings.open('Start over');
  await settings.page.getByRole('button', { name: 'Rebuild the index…' }).click();
  await expect(settings.dialog).toContainText('12 documents will be read again');
  await settings.dialog.getByRole('button', { name: 'Rebuild' }).click();
  await expect(settings.page.getByText('Every file is being read again.')).toBeVisible();
  await expect(library.summary).toHaveText('12 documents');
});

test('everything is deleted once that was typed, and the first screen comes back', async ({
  app,
  search,
  library,
  settings,
}) => {
  const { page } = settings;
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await settings.open('Start over');
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  const confirm = settings.dialog.getByRole('button', { name: 'Delete everything' });
  await expect(confirm).toBeDisabled();
  await expectNoViolations(page);
  await settings.dialog.getByRole('textbox').fill('delete');
  await confirm.click();
  await expect(page.getByText('Everything of this library is deleted.')).toBeVisible();
  await expect(library.addButton).toBeVisible();
  expect(await readFile(join(app.notes, 'home/cat.md'), 'utf8')).not.toBe('');

  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await search.field.fill('vehicle broke down');
  await expect(search.firstDocument()).toContainText('Drive to the coast');
});

test('no section has an accessibility violation in any look', { tag: TAGS.loopback }, async ({
  settings,
}) => {
  test.slow();
  for (const section of ['Model', 'Device', 'Folders and rules', 'Keyboard', 'Privacy'] as const) {
    await settings.open(section);
    await expectNoViolations(settings.page);
  }
});
