import { once } from 'node:events';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronLaunch } from '../cli/electron-launch.ts';
import { type Content, makeHome, type RunningApp } from './running-app.ts';

const VIEWPORT = { width: 1280, height: 800 };

/** The app in Electron, with its one window. */
export interface ElectronApp extends RunningApp {
  readonly electron: ElectronApplication;
  readonly window: Page;
}

/**
 * Starts the app in Electron, from its sources.
 * @param executablePath  the Electron binary
 */
export async function openElectronApp(content: Content, executablePath: string): Promise<ElectronApp> {
  await using resources = new AsyncDisposableStack();
  const { home, notes, library, options } = resources.use(await makeHome(content));
  const { args, env } = electronLaunch(['--library', library], options.env);
  const electron = await _electron.launch({
    executablePath,
    args: [...args],
    cwd: options.cwd,
    env: env as Record<string, string>,
  });
  resources.defer(() => electron.close());
  const window = await electron.firstWindow();
  const running = resources.move();
  return {
    url: window.url(),
    home,
    notes,
    electron,
    window,
    answerFolderDialog: (path) => answerFolderDialog(electron, path),
    show: reopen,
    leave: async () => {},
    kill: () => kill(electron),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Tests that share the app find its window as a new one is: a first load, with nothing remembered. */
async function reopen(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null, reducedMotion: null });
  await page.setViewportSize(VIEWPORT);
  await page.evaluate(
    "localStorage.clear(); sessionStorage.clear(); history.replaceState(null, '', '#/search')",
  );
  await page.reload();
}

async function answerFolderDialog(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function kill(electron: ElectronApplication): Promise<void> {
  const shell = electron.process();
  if (shell.exitCode !== null || shell.signalCode !== null) return;
  shell.kill('SIGKILL');
  await once(shell, 'exit');
}
