import { app, type BrowserWindow, dialog } from 'electron/main';
import { logError } from '../log-error.ts';
import { RestartPolicy } from '../restart-policy.ts';

const LOAD_AGAIN = 0;

/** Loads the page again when its process has crashed; when that does not help, the user decides. */
export function recoverFromCrashes(window: BrowserWindow): void {
  const restarts = new RestartPolicy();
  let startedAt = performance.now();
  const reload = () => {
    if (window.isDestroyed()) return;
    startedAt = performance.now();
    window.webContents.reload();
  };
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    logError('window.crashed', { reason, exitCode });
    const { delayMs, isHopeless } = restarts.ended(performance.now() - startedAt);
    if (isHopeless) void decide(window, reload);
    else setTimeout(reload, delayMs);
  });
}

async function decide(window: BrowserWindow, reload: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window of Semblance keeps crashing',
    detail: 'Your documents and your library are not touched by this.',
    buttons: ['Load Again', 'Quit'],
    defaultId: LOAD_AGAIN,
    cancelId: LOAD_AGAIN,
  });
  if (response === LOAD_AGAIN) reload();
  else app.quit();
}
