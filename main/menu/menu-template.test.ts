import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { MENU_VIEWS, type MenuCommand } from '../../app/contracts/shell-messages.ts';
import { menuTemplate } from './menu-template.ts';

const PLATFORMS = ['darwin', 'linux', 'win32'] as const;

function menu(platform: NodeJS.Platform, isPackaged = true) {
  const commands: MenuCommand[] = [];
  const opened: (string | null)[] = [];
  const actions = {
    command: (command: MenuCommand) => commands.push(command),
    showLibraryFolder: () => {},
    openLibrary: (dir: string | null) => opened.push(dir),
  };
  const libraries = [
    { dir: '/home/me/library', isOpen: true },
    { dir: '/work/R&D', isOpen: false },
  ];
  const template = menuTemplate(actions, { platform, isPackaged, libraries });
  const items = template.flatMap((item) => [
    item,
    ...((item.submenu as MenuItemConstructorOptions[] | undefined) ?? []),
  ]);
  const choose = (label: string) => {
    const item = items.find((candidate) => candidate.label === label);
    item?.click?.({} as never, undefined, {} as never);
    return commands.at(-1);
  };
  const file = template.find(({ label }) => label === 'File');
  return { template, opened, items, fileItems: file?.submenu as MenuItemConstructorOptions[], choose };
}

const roles = (items: MenuItemConstructorOptions[]) => items.map((item) => item.role);

describe.each(PLATFORMS)('the menu on %s', (platform) => {
  it('adds folders, finds, and leads to every view', () => {
    const { choose } = menu(platform);
    expect(choose('Add Folder…')).toEqual({ kind: 'add-folder' });
    expect(choose('Find')).toEqual({ kind: 'find' });
    const views = ['Search', 'Duplicates', 'Compare', 'Library', 'Settings'].map(choose);
    expect(views).toEqual(MENU_VIEWS.map((view) => ({ kind: 'show', view })));
  });

  it('opens another library, or one of those before', () => {
    const { choose, opened, fileItems } = menu(platform);
    choose('Open Library…');
    const recent = fileItems.find(({ label }) => label === 'Open Recent Library')!;
    const items = recent.submenu as MenuItemConstructorOptions[];
    expect(items.map(({ label, checked }) => [label, checked])).toEqual([
      ['/home/me/library', true],
      ['/work/R&&D', false],
    ]);
    items[1]!.click?.({} as never, undefined, {} as never);
    expect(opened).toEqual([null, '/work/R&D']);
  });

  it('leads to the settings by the key that people know', () => {
    const { choose, items } = menu(platform);
    expect(choose('Settings…')).toEqual({ kind: 'show', view: 'settings' });
    expect(items.find(({ label }) => label === 'Settings…')?.accelerator).toBe('CmdOrCtrl+,');
  });

  it('gives each key one meaning, and leaves the page its own', () => {
    const keys = menu(platform).items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^CmdOrCtrl\+[OF1-5,]$/);
  });

  it('offers the tools of developers only where the app is not installed', () => {
    expect(roles(menu(platform, true).items)).not.toContain('toggleDevTools');
    expect(roles(menu(platform, false).items)).toContain('toggleDevTools');
  });

  it('has text edited by the system’s own rules', () => {
    expect(roles(menu(platform).items)).toEqual(
      expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']),
    );
  });
});

it('has the menu of the app, and closes windows rather than the app, on macOS alone', () => {
  const mac = menu('darwin');
  expect(mac.template[0]?.role).toBe('appMenu');
  expect(roles(mac.fileItems)).toContain('close');
  expect(roles(mac.fileItems)).not.toContain('quit');
  const linux = menu('linux');
  expect(roles(linux.items)).toEqual(expect.arrayContaining(['quit', 'about']));
  expect(roles(linux.template)).not.toContain('appMenu');
});
