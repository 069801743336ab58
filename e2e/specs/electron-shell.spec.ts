import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApp } from '../electron-app.ts';
import { TAGS } from '../hosts.ts';
import type { RunningApp } from '../running-app.ts';
import { expect, test } from '../test.ts';

const inElectron = { tag: TAGS.electron };
const electronOf = (app: RunningApp) => (app as ElectronApp).electron;

test('the page has no Node and only the narrow bridge', inElectron, async ({ search: { page } }) => {
  const found = await page.evaluate('[typeof require, typeof process, Object.keys(semblanceShell).sort()]');
  expect(found).toEqual([
    'undefined',
    'undefined',
    [
      'changeDesktop',
      'chooseFolder',
      'connectEngine',
      'desktop',
      'onMenuCommand',
      'openLibrary',
      'pathOfFile',
    ],
  ]);
});

test('the page goes nowhere and opens no window', inElectron, async ({ app, search: { page } }) => {
  await page.evaluate("open('app://semblance/index.html'); location.href = 'app://elsewhere/'");
  // A page that had left would answer nothing any more.
  await page.evaluate('new Promise((done) => setTimeout(done, 500))');
  await expect(page).toHaveURL(/^app:\/\/semblance\/index\.html/);
  const windows = await electronOf(app).evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
});

test('the menu adds a folder and leads to views', inElectron, async ({ app, search, library }) => {
  const choose = (...path: string[]) =>
    electronOf(app).evaluate(({ Menu }, labels) => {
      let items = Menu.getApplicationMenu()?.items ?? [];
      for (const label of labels.slice(0, -1)) {
        items = items.find((item) => item.label === label)?.submenu?.items ?? [];
      }
      items.find((item) => item.label === labels.at(-1))?.click();
    }, path);
  await app.answerFolderDialog?.(app.notes);
  await choose('File', 'Add Folder…');
  await expect(library.summary).toHaveText('12 documents');
  await expect(search.page).toHaveTitle('Library · Semblance');
  await choose('Edit', 'Find');
  await expect(search.field).toBeFocused();
});

test('a closed dialog adds nothing', inElectron, async ({ app, library }) => {
  await electronOf(app).evaluate(({ dialog }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
  });
  await library.addButton.click();
  await expect(library.addButton).toBeEnabled();
  await expect(library.page.getByRole('alert')).toHaveCount(0);
});

test(
  'the engine comes back after a crash, and after a reload',
  inElectron,
  async ({ app, search, library }) => {
    await library.addByPath(app.notes);
    await expect(library.summary).toHaveText('12 documents');
    await electronOf(app).evaluate(({ app: shell }) => {
      const engine = shell.getAppMetrics().find((metric) => metric.name === 'Semblance engine');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    await expect(search.page.getByText('The engine is away.')).toBeVisible();
    await expect(search.page.getByText('The engine is away.')).toBeHidden();
    await search.field.fill('vehicle broke down');
    await expect(search.firstDocument()).toContainText('Drive to the coast');
    await search.page.reload();
    await search.field.fill('vehicle broke down');
    await expect(search.firstDocument()).toContainText('Drive to the coast');
  },
);

test('a document is shown by the system', inElectron, async ({ app, library }) => {
  await library.addByPath(app.notes);
  await expect(library.summary).toHaveText('12 documents');
  await electronOf(app).evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => Object.assign(globalThis, { revealed: path });
  });
  await library.openDocuments();
  await library.page.getByRole('row', { name: /Drive to the coast/ }).click();
  await library.page.getByRole('button', { name: 'Show in folder' }).click();
  const revealed = () => electronOf(app).evaluate(() => (globalThis as { revealed?: string }).revealed);
  await expect.poll(revealed).toBe(join(app.notes, 'travel', 'drive-to-the-coast.md'));
});

test('the window remembers its place', inElectron, async ({ app, search: _ }) => {
  const profile = await electronOf(app).evaluate(({ app: shell, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds({ x: 20, y: 30, width: 900, height: 700 });
    return shell.getPath('userData');
  });
  await electronOf(app).close();
  const state = JSON.parse(await readFile(join(profile, 'window-state.json'), 'utf8'));
  expect(state).toMatchObject({ bounds: { width: 900, height: 700 }, isMaximized: false });
});
