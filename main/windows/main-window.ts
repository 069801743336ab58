import { fileURLToPath } from 'node:url';
import { BrowserWindow, screen } from 'electron/main';
import { endWith } from '../fatal-errors.ts';
import { logError } from '../log-error.ts';
import { WINDOW_URL } from './app-protocol.ts';
import { recoverFromCrashes } from './crash-recovery.ts';
import { MINIMUM_SIZE, placeOf, readWindowState, writeWindowState } from './window-state.ts';

const PRELOAD = fileURLToPath(new URL('../../out/preload/index.cjs', import.meta.url));

/**
 * Opens the window where it was left, once its first frame is drawn.
 * @param stateFile  keeps place and size from one window to the next.
 * @throws Error when the page cannot be loaded.
 */
export async function openMainWindow(stateFile: string): Promise<BrowserWindow> {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { bounds, isMaximized } = placeOf(readWindowState(stateFile), screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'Semblance',
    show: false,
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  const show = () => (isMaximized ? window.maximize() : window.show());
  window.once('ready-to-show', show);
  window.on('close', () => saveState(window, stateFile));
  // Without its preload script the page reaches no engine.
  window.webContents.once('preload-error', (_event, _path, error) => endWith(error));
  recoverFromCrashes(window);
  await load(window);
  if (!window.isDestroyed() && !window.isVisible()) show();
  return window;
}

/** A window that is closed, or loaded anew, while it loads is no failure. */
async function load(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(WINDOW_URL);
  } catch (error) {
    const wasAborted = (error as { code?: string }).code === 'ERR_ABORTED';
    if (!wasAborted && !window.isDestroyed()) throw error;
  }
}

function saveState(window: BrowserWindow, stateFile: string): void {
  try {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  } catch (error) {
    logError('window.state-not-saved', { error: String(error) });
  }
}
