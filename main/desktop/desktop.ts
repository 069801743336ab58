import type { DesktopChange, DesktopState } from '../../app/contracts/shell-messages.ts';
import {
  changeDesktopSettings,
  type DesktopSettings,
  readDesktopSettings,
  withLibrary,
} from './desktop-settings.ts';

/** What of the system {@link Desktop} needs: all that is Electron's about it. */
export interface DesktopPlatform {
  /** @returns false where another program has the keys. */
  registerShortcut(accelerator: string, onPressed: () => void): boolean;
  unregisterShortcut(accelerator: string): void;
  showTray(): void;
  hideTray(): void;
  /** The system's dialog for the folder of a library; null when none was chosen. */
  chooseLibrary(): Promise<string | null>;
  /** Ends the app and starts it with another library. */
  restartWith(libraryDir: string): void;
  /** Brings the window forward, ready to search. */
  summon(): void;
}

interface DesktopOptions {
  readonly settingsFile: string;
  /** The library of this app. */
  readonly libraryDir: string;
  readonly platform: DesktopPlatform;
  /** Hears why the list of libraries could not be kept at the start. */
  readonly onNotSaved: (error: unknown) => void;
}

/** Global shortcut, tray and recent libraries: kept in one file for all libraries, done by the platform. */
export class Desktop {
  readonly #options: DesktopOptions;
  #settings: DesktopSettings;
  #registered: string | null = null;

  constructor(options: DesktopOptions) {
    this.#options = options;
    this.#settings = readDesktopSettings(options.settingsFile);
  }

  /** Remembers the library, and does what was set before. To be called once the app is ready. */
  start(): void {
    const { libraries, hasTray } = this.#settings;
    try {
      this.#save({ libraries: withLibrary(libraries, this.#options.libraryDir) });
    } catch (error) {
      // A full disk must not keep anyone from searching.
      this.#options.onNotSaved(error);
    }
    this.#register();
    if (hasTray) this.#options.platform.showTray();
  }

  /** Whether the app goes on without a window. */
  get hasTray(): boolean {
    return this.#settings.hasTray;
  }

  state(): DesktopState {
    const { libraries, shortcut, hasTray } = this.#settings;
    return {
      libraries: libraries.map((dir) => ({ dir, isOpen: dir === this.#options.libraryDir })),
      shortcut,
      isShortcutTaken: shortcut !== this.#registered,
      hasTray,
    };
  }

  change(change: DesktopChange): DesktopState {
    const { platform } = this.#options;
    this.#save(change);
    if ('shortcut' in change) this.#register();
    else if (change.hasTray) platform.showTray();
    else platform.hideTray();
    return this.state();
  }

  /**
   * @param dir  one of the libraries opened last; null asks the person.
   * @returns false when nothing was chosen, or what is open already.
   */
  async openLibrary(dir: string | null): Promise<boolean> {
    const { platform, libraryDir } = this.#options;
    const known = this.#settings.libraries.find((candidate) => candidate === dir);
    const chosen = dir === null ? await platform.chooseLibrary() : known;
    if (!chosen || chosen === libraryDir) return false;
    platform.restartWith(chosen);
    return true;
  }

  #register(): void {
    const { platform } = this.#options;
    if (this.#registered !== null) platform.unregisterShortcut(this.#registered);
    const { shortcut } = this.#settings;
    const isOurs = shortcut !== null && platform.registerShortcut(shortcut, () => platform.summon());
    this.#registered = isOurs ? shortcut : null;
  }

  #save(change: Partial<DesktopSettings>): void {
    this.#settings = changeDesktopSettings(this.#options.settingsFile, change);
  }
}
