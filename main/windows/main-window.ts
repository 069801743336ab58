import { fileURLToPath } from 'node:url';
import { BrowserWindow } from 'electron/main';
import { WINDOW_URL } from './app-protocol.ts';

const PRELOAD = fileURLToPath(new URL('../../out/preload/index.cjs', import.meta.url));

/** Opens the window once its first frame is drawn. `prepare` runs before anything is loaded. */
export async function openMainWindow(prepare: (window: BrowserWindow) => void): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
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
  window.once('ready-to-show', () => window.show());
  prepare(window);
  await window.loadURL(WINDOW_URL);
  return window;
}
