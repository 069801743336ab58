import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  type WebContents,
} from 'electron/main';
import { z } from 'zod';
import { isAccelerator } from '../../app/contracts/accelerator.ts';
import { FOLDER_PURPOSES, type FolderPurpose, SHELL_CHANNELS } from '../../app/contracts/shell-messages.ts';
import type { Desktop } from '../desktop/desktop.ts';
import { logError } from '../log-error.ts';
import { isOwnPage } from './own-page.ts';

const PortRequest = z.string().min(1).max(64);
const Purpose = z.enum(FOLDER_PURPOSES);

const DIALOGS: Readonly<Record<FolderPurpose, { readonly title: string; readonly buttonLabel: string }>> = {
  source: { title: 'Add a folder', buttonLabel: 'Add' },
  model: { title: 'Import a model', buttonLabel: 'Import' },
};

const Change = z.union([
  z.strictObject({ shortcut: z.string().refine(isAccelerator).nullable() }),
  z.strictObject({ hasTray: z.boolean() }),
]);
const LibraryChoice = z.string().min(1).nullable();

/**
 * Answers what the page may ask of the shell; nobody else is answered.
 * @param connect  gives a page a port to the engine.
 * @param desktop  what of the app is the system's business.
 */
export function answerShellCalls(connect: (page: WebContents, id: string) => void, desktop: Desktop): void {
  ipcMain.on(SHELL_CHANNELS.connectEngine, (event, id: unknown) => {
    const request = PortRequest.safeParse(id);
    if (isTrusted(event, SHELL_CHANNELS.connectEngine) && request.success)
      connect(event.sender, request.data);
  });
  ipcMain.handle(SHELL_CHANNELS.chooseFolder, (event, purpose: unknown) => {
    if (!isTrusted(event, SHELL_CHANNELS.chooseFolder)) throw new Error('This page may not choose folders.');
    return chooseFolder(BrowserWindow.fromWebContents(event.sender), Purpose.parse(purpose));
  });
  answer(SHELL_CHANNELS.desktop, z.undefined(), () => desktop.state());
  answer(SHELL_CHANNELS.changeDesktop, Change, (change) => desktop.change(change));
  answer(SHELL_CHANNELS.openLibrary, LibraryChoice, (dir) => desktop.openLibrary(dir));
}

function answer<T>(channel: string, input: z.ZodType<T>, work: (input: T) => unknown): void {
  ipcMain.handle(channel, (event, raw: unknown) => {
    if (!isTrusted(event, channel)) throw new Error('This page may not ask the shell.');
    return work(input.parse(raw));
  });
}

function isTrusted({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent, channel: string): boolean {
  if (isOwnPage(senderFrame)) return true;
  logError('ipc.untrusted-sender', { channel });
  return false;
}

async function chooseFolder(window: BrowserWindow | null, purpose: FolderPurpose): Promise<string | null> {
  if (!window) return null;
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    ...DIALOGS[purpose],
    properties: ['openDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
