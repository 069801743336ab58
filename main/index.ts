import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shell } from 'electron/common';
import { app, BrowserWindow, Menu, session } from 'electron/main';
import { APP_LINK_SCHEME, type AppLink, appLinkAmong, parseAppLink } from '../app/contracts/app-link.ts';
import { type MenuCommand, SHELL_CHANNELS } from '../app/contracts/shell-messages.ts';
import { loadAssets } from '../app/host/asset-manifest.ts';
import { Desktop } from './desktop/desktop.ts';
import { electronDesktop } from './desktop/electron-desktop.ts';
import { electronPlatform } from './engine-host/electron-platform.ts';
import { EngineHost } from './engine-host/engine-host.ts';
import { endWith, watchProcesses } from './fatal-errors.ts';
import { answerShellCalls } from './ipc/shell-calls.ts';
import { type LaunchOptions, launchOptions } from './launch-options.ts';
import { logError } from './log-error.ts';
import { menuTemplate } from './menu/menu-template.ts';
import { declareAppScheme, serveAppScheme } from './windows/app-protocol.ts';
import { confineContents, confineSession } from './windows/confine-contents.ts';
import { ExternalLinks } from './windows/external-links.ts';
import { openMainWindow } from './windows/main-window.ts';

const RENDERER = fileURLToPath(new URL('../out/renderer', import.meta.url));

process.on('uncaughtException', endWith);
process.on('unhandledRejection', endWith);
// Not awaited: Electron gets ready only after this module has been loaded.
start().catch(endWith);

async function start(): Promise<void> {
  const launch = launchOptions(process.argv.slice(1));
  mkdirSync(launch.profileDir, { recursive: true, mode: 0o700 });
  app.setPath('userData', launch.profileDir);
  app.setName('Semblance');
  // The lock lies in the profile, so it is the one of this library.
  if (app.requestSingleInstanceLock()) await run(launch);
  else app.quit();
}

async function run(launch: LaunchOptions): Promise<void> {
  // Whoever runs Chromium without its sandbox (as root, in a test) has said so, and gets no half of it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  declareAppScheme();
  const links = followLinks(launch.link);
  confineContents(app, new ExternalLinks().offer);
  watchProcesses();
  await app.whenReady();

  confineSession(session.defaultSession);
  serveAppScheme(await loadAssets(RENDERER));
  const engine = new EngineHost(electronPlatform(launch));
  quitAfter(() => engine.stop());
  engine.start();
  const window = () => theWindow(join(launch.profileDir, 'window-state.json'));
  const command = async (chosen: MenuCommand) => {
    const target = await window();
    bringForward(target);
    if (!target.isDestroyed()) target.webContents.send(SHELL_CHANNELS.menuCommand, chosen);
  };
  const platform = electronDesktop(() => void command({ kind: 'find' }));
  const onNotSaved = (error: unknown) => logError('desktop.not-saved', { error: String(error) });
  const desktop = new Desktop({ ...launch, platform, onNotSaved });
  desktop.start();
  answerShellCalls((page, id) => engine.connect(page, id), desktop);
  setMenu(command, desktop, launch.libraryDir);
  app.on('second-instance', (_event, argv) => {
    const link = appLinkAmong(argv);
    if (link) void command({ kind: 'go', link });
    else void window().then(bringForward);
  });
  app.on('activate', () => void window());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !desktop.hasTray) app.quit();
  });
  await window();
  links.follow((link) => void command({ kind: 'go', link }));
}

/** Keeps the links that come while the app starts; macOS sends them as events, from before the app is ready. */
function followLinks(first: AppLink | null): { follow(go: (link: AppLink) => void): void } {
  let waiting = first;
  let go = (link: AppLink): void => {
    waiting = link;
  };
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const link = parseAppLink(url);
    if (link) go(link);
  });
  // The sources would have to name Electron and a folder; only the installed app is a program by itself.
  if (app.isPackaged) app.setAsDefaultProtocolClient(APP_LINK_SCHEME);
  return {
    follow(next) {
      go = next;
      if (waiting) go(waiting);
    },
  };
}

/** The window that is open, or else a new one. */
async function theWindow(stateFile: string): Promise<BrowserWindow> {
  return BrowserWindow.getAllWindows()[0] ?? openMainWindow(stateFile);
}

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

function setMenu(
  command: (chosen: MenuCommand) => Promise<void>,
  desktop: Desktop,
  libraryDir: string,
): void {
  const actions = {
    command: (chosen: MenuCommand) => void command(chosen),
    showLibraryFolder: () => void shell.openPath(libraryDir),
    openLibrary: (dir: string | null) => void desktop.openLibrary(dir),
  };
  const { libraries } = desktop.state();
  const options = { platform: process.platform, isPackaged: app.isPackaged, libraries };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, options)));
}

/** Holds back the end of the app until the work is done, so that the library is closed properly. */
function quitAfter(work: () => Promise<void>): void {
  let state: 'running' | 'ending' | 'ended' = 'running';
  app.on('will-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'ending') return;
    state = 'ending';
    void work().finally(() => {
      state = 'ended';
      app.quit();
    });
  });
}
