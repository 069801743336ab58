import type { AppLink } from './app-link.ts';

// What the Electron shell and its window say to each other. Names and types alone: the preload script, which carries
// all of it, can load no package.

/** Channels of Electron's inter-process communication; the last three are told to the page, the others asked by it. */
export const SHELL_CHANNELS = {
  connectEngine: 'semblance:connect-engine',
  chooseFolder: 'semblance:choose-folder',
  desktop: 'semblance:desktop',
  changeDesktop: 'semblance:change-desktop',
  openLibrary: 'semblance:open-library',
  enginePort: 'semblance:engine-port',
  engineGone: 'semblance:engine-gone',
  menuCommand: 'semblance:menu-command',
} as const;

/** Arrives in the page as a message of its own window, because only such messages can bring a port along. */
export type ShellMessage =
  /** Brings the port that was asked for under this id. */
  | { readonly semblance: 'engine-port'; readonly id: string }
  /** The engine has ended: no port is of use any more. */
  | { readonly semblance: 'engine-gone' };

/** The views that the menu leads to, in the order of the navigation. */
export const MENU_VIEWS = ['search', 'duplicates', 'compare', 'library', 'settings'] as const;
export type MenuView = (typeof MENU_VIEWS)[number];

/** What was chosen in the application menu, or around it, and is done by the page. */
export type MenuCommand =
  | { readonly kind: 'show'; readonly view: MenuView }
  | { readonly kind: 'find' }
  | { readonly kind: 'add-folder' }
  /** A link into the app was followed. */
  | { readonly kind: 'go'; readonly link: AppLink };

/** What a folder is chosen for; the system's dialog says so. */
export const FOLDER_PURPOSES = ['source', 'model'] as const;
export type FolderPurpose = (typeof FOLDER_PURPOSES)[number];

/** What of the app is the system's business: kept for all libraries of the user, and off until it is set. */
export interface DesktopState {
  /** The libraries opened last, the latest first; that of this window is among them. */
  readonly libraries: readonly { readonly dir: string; readonly isOpen: boolean }[];
  /** Keys that bring the window forward from anywhere, as `isAccelerator` has them; null: none. */
  readonly shortcut: string | null;
  /** True where the system did not give the keys, since another program has them. */
  readonly isShortcutTaken: boolean;
  /** A sign in the system's tray, and the app goes on without a window. */
  readonly hasTray: boolean;
}
export type DesktopChange = { readonly shortcut: string | null } | { readonly hasTray: boolean };

/** All that the page can ask of the shell: `window.semblanceShell`, there in Electron alone. */
export interface ShellBridge {
  /** Asks for a port to the engine, now or as soon as there is one. A new request takes the place of one that waits. */
  connectEngine(id: string): void;
  /** The system's dialog for folders. @returns the folder, or null when none was chosen. */
  chooseFolder(purpose: FolderPurpose): Promise<string | null>;
  /** Where a dropped file or folder lies; empty for what is no file of the disk. */
  pathOfFile(file: object): string;
  desktop(): Promise<DesktopState>;
  changeDesktop(change: DesktopChange): Promise<DesktopState>;
  /**
   * Starts the app again with another library: one of those opened last, or, with null, one that the system's dialog asks
   * for. @returns false when none was chosen.
   */
  openLibrary(dir: string | null): Promise<boolean>;
  onMenuCommand(listener: (command: MenuCommand) => void): void;
}
