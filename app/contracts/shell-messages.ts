// What the Electron shell and its window say to each other. Names and types alone: the preload script, which carries
// all of it, can load no package.

/** Channels of Electron's inter-process communication; the first two are asked by the page, the others told to it. */
export const SHELL_CHANNELS = {
  connectEngine: 'semblance:connect-engine',
  chooseFolder: 'semblance:choose-folder',
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

/** What was chosen in the application menu and is done by the page. */
export type MenuCommand =
  | { readonly kind: 'show'; readonly view: MenuView }
  | { readonly kind: 'find' }
  | { readonly kind: 'add-folder' };

/** What a folder is chosen for; the system's dialog says so. */
export const FOLDER_PURPOSES = ['source', 'model'] as const;
export type FolderPurpose = (typeof FOLDER_PURPOSES)[number];

/** All that the page can ask of the shell: `window.semblanceShell`, there in Electron alone. */
export interface ShellBridge {
  /** Asks for a port to the engine, now or as soon as there is one. A new request takes the place of one that waits. */
  connectEngine(id: string): void;
  /** The system's dialog for folders. @returns the folder, or null when none was chosen. */
  chooseFolder(purpose: FolderPurpose): Promise<string | null>;
  onMenuCommand(listener: (command: MenuCommand) => void): void;
}
