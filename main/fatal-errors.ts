import { app, type Details, dialog } from 'electron/main';
import { toErrorData } from '../app/base/domain-error.ts';
import { logError } from './log-error.ts';

/** Tells why the app cannot go on, and ends it. */
export function endWith(thrown: unknown): void {
  const { code, message, nextStep } = toErrorData(thrown);
  logError('shell.failed', { error: String((thrown as Error | undefined)?.stack ?? thrown) });
  dialog.showErrorBox('Semblance has to close', `${message}\n\n${nextStep}\n\n(${code})`);
  app.exit(1);
}

/** The engine keeps stopping: the user decides whether to wait for it. */
export async function tellHopelessEngine(): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The engine of Semblance keeps stopping',
    detail:
      'It is started again and again, so far without success. Your documents are not touched by this. If it goes on, ' +
      'restart the computer, then install Semblance anew; “semblance doctor” examines the library.',
    buttons: ['Keep Trying', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 1) app.quit();
}

/**
 * Processes of ours tell their end themselves, unless they could not be started at all: then the app cannot work. Of
 * Chromium's own, which it starts again as it needs them, only a line is written.
 */
export function watchProcesses(): void {
  app.on('child-process-gone', (_event, details) => {
    const { type, name, reason, exitCode } = details;
    if (!isOurs(details)) logError('process.gone', { type, name, reason, exitCode });
    else if (reason === 'launch-failed') endWith(new Error(`${name} could not be started.`));
  });
}

function isOurs({ type, name }: Details): boolean {
  return type === 'Utility' && (name?.startsWith('Semblance') ?? false);
}
