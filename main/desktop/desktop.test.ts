import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Desktop, type DesktopPlatform } from './desktop.ts';
import { readDesktopSettings } from './desktop-settings.ts';

let root: string;
let done: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'semblance-desktop-'));
  done = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A system in which another program has some keys, and a person chooses a folder or none. */
function desktop(libraryDir: string, { taken = '', chosen = null as string | null } = {}) {
  let pressed = () => {};
  const platform: DesktopPlatform = {
    registerShortcut: (keys, onPressed) => {
      pressed = onPressed;
      done.push(`register ${keys}`);
      return keys !== taken;
    },
    unregisterShortcut: (keys) => done.push(`unregister ${keys}`),
    showTray: () => done.push('show tray'),
    hideTray: () => done.push('hide tray'),
    chooseLibrary: async () => chosen,
    restartWith: (dir) => done.push(`restart with ${dir}`),
    summon: () => done.push('summon'),
  };
  const settingsFile = join(root, 'config/desktop.json');
  const onNotSaved = () => void done.push('not saved');
  const started = new Desktop({ settingsFile, libraryDir, platform, onNotSaved });
  started.start();
  return { desktop: started, press: () => pressed() };
}

describe('the desktop', () => {
  it('has neither shortcut nor tray until they are set', () => {
    expect(desktop('/a').desktop.state()).toEqual({
      libraries: [{ dir: '/a', isOpen: true }],
      shortcut: null,
      isShortcutTaken: false,
      hasTray: false,
    });
    expect(done).toEqual([]);
  });

  it('starts where nothing can be kept', () => {
    // A file in the place of the folder.
    writeFileSync(join(root, 'config'), '');
    expect(desktop('/a').desktop.state()).toMatchObject({ hasTray: false });
    expect(done).toEqual(['not saved']);
  });

  it('registers one shortcut at a time, also after the next start', () => {
    const { desktop: first, press } = desktop('/a');
    first.change({ shortcut: 'Alt+Space' });
    press();
    first.change({ shortcut: 'Ctrl+Alt+S' });
    first.change({ shortcut: null });
    first.change({ shortcut: 'Alt+F2' });
    expect(done).toEqual([
      'register Alt+Space',
      'summon',
      'unregister Alt+Space',
      'register Ctrl+Alt+S',
      'unregister Ctrl+Alt+S',
      'register Alt+F2',
    ]);
    done = [];
    desktop('/b');
    expect(done).toEqual(['register Alt+F2']);
  });

  it('tells of keys that another program has, and gives back none that it never had', () => {
    const { desktop: started } = desktop('/a', { taken: 'Alt+Space' });
    expect(started.change({ shortcut: 'Alt+Space' })).toMatchObject({ isShortcutTaken: true });
    expect(started.change({ shortcut: null })).toMatchObject({ isShortcutTaken: false });
    expect(done).toEqual(['register Alt+Space']);
  });

  it('shows the tray while it is wanted', () => {
    const { desktop: started } = desktop('/a');
    started.change({ hasTray: true });
    desktop('/a');
    expect(started.change({ hasTray: false }).hasTray).toBe(false);
    expect(done).toEqual(['show tray', 'show tray', 'hide tray']);
  });
});

describe('recent libraries', () => {
  it('are the latest first, each once', () => {
    for (const dir of ['/a', '/b', '/a']) desktop(dir);
    const { libraries } = desktop('/c').desktop.state();
    expect(libraries.map(({ dir }) => dir)).toEqual(['/c', '/a', '/b']);
  });

  it('are opened by a start anew; a folder that nobody opened is not opened by name', async () => {
    desktop('/b');
    const { desktop: started } = desktop('/a');
    expect(await started.openLibrary('/b')).toBe(true);
    expect(await started.openLibrary('/a')).toBe(false);
    expect(await started.openLibrary('/etc')).toBe(false);
    expect(await started.openLibrary(null)).toBe(false);
    expect(await desktop('/a', { chosen: '/new' }).desktop.openLibrary(null)).toBe(true);
    expect(done).toEqual(['restart with /b', 'restart with /new']);
  });
});

it('settings that make no sense count as none, one by one', () => {
  const file = join(root, 'desktop.json');
  writeFileSync(file, JSON.stringify({ libraries: ['/a'], shortcut: 'Shift+A', hasTray: 'yes' }));
  expect(readDesktopSettings(file)).toEqual({ libraries: ['/a'], shortcut: null, hasTray: false });
  writeFileSync(file, '[broken');
  expect(readDesktopSettings(file)).toEqual({ libraries: [], shortcut: null, hasTray: false });
  expect(readFileSync(file, 'utf8')).toBe('[broken');
});
