import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, session } from 'electron/main';
import envPaths from 'env-paths';
import { EngineHost } from './engine-host/engine-host.ts';
import { declareAppScheme, serveAppScheme } from './windows/app-protocol.ts';
import { confineContents, refusePermissions } from './windows/confine-contents.ts';
import { openMainWindow } from './windows/main-window.ts';

const RENDERER = fileURLToPath(new URL('../out/renderer', import.meta.url));

// Not awaited: Electron gets ready only after this module has been loaded.
if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  app.enableSandbox();
  declareAppScheme();
  confineContents(app);
  app.on('second-instance', showWindow);
  await app.whenReady();

  refusePermissions(session.defaultSession);
  serveAppScheme(RENDERER);
  // The same library as the command line's.
  const engine = new EngineHost(envPaths('semblance', { suffix: '' }).data);
  engine.start();
  const open = () => openMainWindow((window) => engine.attach(window.webContents));
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  quitAfter(() => engine.stop());
  await open();
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** Holds back the end of the app until the work is done, so that the library is closed properly. */
function quitAfter(work: () => Promise<void>): void {
  let isDone = false;
  app.on('will-quit', (event) => {
    if (isDone) return;
    event.preventDefault();
    void work().finally(() => {
      isDone = true;
      app.quit();
    });
  });
}
