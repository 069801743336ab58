import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopState, MenuCommand, MenuView } from '../../app/contracts/shell-messages.ts';
import { MENU_VIEWS } from '../../app/contracts/shell-messages.ts';

export interface MenuActions {
  /** Has the page do it, in a window that is opened first where there is none. */
  command(command: MenuCommand): void;
  showLibraryFolder(): void;
  /** @param dir  null: the person chooses. */
  openLibrary(dir: string | null): void;
}

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Tools for developers are left out of installed apps. */
  readonly isPackaged: boolean;
  /** The libraries opened last. */
  readonly libraries: DesktopState['libraries'];
}

type Item = MenuItemConstructorOptions;

const VIEW_LABELS: Readonly<Record<MenuView, string>> = {
  search: 'Search',
  duplicates: 'Duplicates',
  compare: 'Compare',
  library: 'Library',
  settings: 'Settings',
};
const SEPARATOR: Item = { type: 'separator' };

/**
 * The application menu. What the system knows how to do is a role, with the system's own words and keys; keys that the
 * page listens to itself (Ctrl/Cmd+K, /, F1, Escape, arrows) are not among its accelerators.
 */
export function menuTemplate(actions: MenuActions, options: MenuOptions): Item[] {
  const isMac = options.platform === 'darwin';
  return [
    ...(isMac ? [appMenu(actions)] : []),
    fileMenu(actions, options.libraries, isMac),
    editMenu(actions),
    viewMenu(actions, options.isPackaged),
    { role: 'windowMenu' },
    helpMenu(actions, isMac),
  ];
}

/** As macOS would make it, with the settings at the place where its users look for them. */
function appMenu(actions: MenuActions): Item {
  const roles = ['services', 'separator', 'hide', 'hideOthers', 'unhide', 'separator', 'quit'] as const;
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      SEPARATOR,
      settingsItem(actions),
      SEPARATOR,
      ...roles.map((role): Item => (role === 'separator' ? SEPARATOR : { role })),
    ],
  };
}

function settingsItem({ command }: MenuActions): Item {
  return {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => command({ kind: 'show', view: 'settings' }),
  };
}

function fileMenu(actions: MenuActions, libraries: MenuOptions['libraries'], isMac: boolean): Item {
  return {
    label: 'File',
    submenu: [
      {
        label: 'Add Folder…',
        accelerator: 'CmdOrCtrl+O',
        click: () => actions.command({ kind: 'add-folder' }),
      },
      SEPARATOR,
      { label: 'Open Library…', click: () => actions.openLibrary(null) },
      {
        label: 'Open Recent Library',
        enabled: libraries.length > 1,
        submenu: libraries.map(({ dir, isOpen }) => ({
          label: dir.replaceAll('&', '&&'),
          type: 'radio',
          checked: isOpen,
          click: () => actions.openLibrary(dir),
        })),
      },
      SEPARATOR,
      ...(isMac ? [] : [settingsItem(actions), SEPARATOR]),
      { role: isMac ? 'close' : 'quit' },
    ],
  };
}

function editMenu({ command }: MenuActions): Item {
  const roles = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const;
  const [undo, redo, ...others] = roles.map((role): Item => ({ role }));
  return {
    label: 'Edit',
    submenu: [
      undo!,
      redo!,
      SEPARATOR,
      ...others,
      SEPARATOR,
      { label: 'Find', accelerator: 'CmdOrCtrl+F', click: () => command({ kind: 'find' }) },
    ],
  };
}

function viewMenu({ command }: MenuActions, isPackaged: boolean): Item {
  const views = MENU_VIEWS.map(
    (view, index): Item => ({
      label: VIEW_LABELS[view],
      accelerator: `CmdOrCtrl+${index + 1}`,
      click: () => command({ kind: 'show', view }),
    }),
  );
  return {
    label: 'View',
    submenu: [
      ...views,
      SEPARATOR,
      { role: 'reload' },
      ...(isPackaged ? [] : [{ role: 'toggleDevTools' } satisfies Item]),
      SEPARATOR,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      SEPARATOR,
      { role: 'togglefullscreen' },
    ],
  };
}

function helpMenu({ showLibraryFolder }: MenuActions, isMac: boolean): Item {
  return {
    role: 'help',
    submenu: [
      { label: 'Show the Library’s Folder', click: () => showLibraryFolder() },
      ...(isMac ? [] : [SEPARATOR, { role: 'about' } satisfies Item]),
    ],
  };
}
