import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  type WebContents,
} from 'electron/main';
import { z } from 'zod';
import { SHELL_CHANNELS } from '../../app/contracts/shell-messages.ts';
import { logError } from '../log-error.ts';
import { isOwnPage } from './own-page.ts';

const PortRequest = z.string().min(1).max(64);

/**
 * Answers what the page may ask of the shell; nobody else is answered.
 * @param connect  gives a page a port to the engine.
 */
export function answerShellCalls(connect: (page: WebContents, id: string) => void): void {
  ipcMain.on(SHELL_CHANNELS.connectEngine, (event, id: unknown) => {
    const request = PortRequest.safeParse(id);
    if (isTrusted(event, SHELL_CHANNELS.connectEngine) && request.success)
      connect(event.sender, request.data);
  });
  ipcMain.handle(SHELL_CHANNELS.chooseFolder, (event) => {
    if (!isTrusted(event, SHELL_CHANNELS.chooseFolder)) throw new Error('This page may not choose folders.');
    return chooseFolder(BrowserWindow.fromWebContents(event.sender));
  });
}

function isTrusted({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent, channel: string): boolean {
  if (isOwnPage(senderFrame)) return true;
  logError('ipc.untrusted-sender', { channel });
  return false;
}

async function chooseFolder(window: BrowserWindow | null): Promise<string | null> {
  if (!window) return null;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Add a folder',
    buttonLabel: 'Add',
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
