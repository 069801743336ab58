import { fileURLToPath } from 'node:url';
import { nativeImage } from 'electron/common';
import { app, BrowserWindow, dialog, globalShortcut, Menu, Tray } from 'electron/main';
import { argumentsFor } from '../launch-options.ts';
import type { DesktopPlatform } from './desktop.ts';

const ICON = fileURLToPath(new URL('../../resources/tray-icon.png', import.meta.url));

/** What {@link Desktop} needs, in Electron. @param summon  brings the window forward, ready to search. */
export function electronDesktop(summon: () => void): DesktopPlatform {
  let tray: Tray | null = null;
  return {
    registerShortcut: (accelerator, onPressed) => globalShortcut.register(accelerator, onPressed),
    unregisterShortcut: (accelerator) => globalShortcut.unregister(accelerator),
    showTray() {
      tray ??= openTray(summon);
    },
    hideTray() {
      tray?.destroy();
      tray = null;
    },
    chooseLibrary,
    restartWith(libraryDir) {
      app.relaunch({ args: argumentsFor(libraryDir, process.argv.slice(1)) });
      app.quit();
    },
    summon,
  };
}

function openTray(summon: () => void): Tray {
  const tray = new Tray(nativeImage.createFromPath(ICON));
  tray.setToolTip('Semblance');
  // Not every desktop of Linux tells of a click; its menu is always there.
  tray.setContextMenu(
    Menu.buildFromTemplate([{ label: 'Search', click: summon }, { type: 'separator' }, { role: 'quit' }]),
  );
  tray.on('click', summon);
  return tray;
}

async function chooseLibrary(): Promise<string | null> {
  const options = {
    title: 'Open a library',
    buttonLabel: 'Open',
    message: 'Choose the folder of a library, or an empty one for a new library',
    properties: ['openDirectory' as const, 'createDirectory' as const],
  };
  const [window] = BrowserWindow.getAllWindows();
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}
