import { fileURLToPath } from 'node:url';
import { shell } from 'electron/common';
import {
  app,
  BrowserWindow,
  MessageChannelMain,
  type MessagePortMain,
  type WebContents,
} from 'electron/main';
import { SHELL_CHANNELS } from '../../app/contracts/shell-messages.ts';
import { PROCESS_PROGRAMS } from '../../app/host/process-programs.ts';
import { tellHopelessEngine } from '../fatal-errors.ts';
import type { LaunchOptions } from '../launch-options.ts';
import type { ShellPlatform } from './shell-platform.ts';
import { startUtilityProcess } from './utility-process.ts';

const ENGINE = fileURLToPath(new URL('./engine-process.ts', import.meta.url));

/** The engine's host in Electron: utility processes, pages in windows, the system's desktop. */
export function electronPlatform({
  libraryDir,
  model,
}: LaunchOptions): ShellPlatform<MessagePortMain, WebContents> {
  return {
    startEngine: () =>
      startUtilityProcess(ENGINE, {
        name: 'Semblance engine',
        args: model === null ? [libraryDir] : [libraryDir, model],
      }),
    startChild(entry) {
      const { file, execArgv } = PROCESS_PROGRAMS[entry];
      const process = startUtilityProcess(file, { name: `Semblance ${entry}`, execArgv });
      const { port1, port2 } = new MessageChannelMain();
      process.post(null, port1);
      return { process, port: port2 };
    },
    createChannel: () => new MessageChannelMain(),
    sendPort(page, id, port) {
      if (!page.isDestroyed() && !page.isCrashed()) page.postMessage(SHELL_CHANNELS.enginePort, id, [port]);
    },
    tellEngineGone() {
      for (const { webContents } of BrowserWindow.getAllWindows())
        webContents.send(SHELL_CHANNELS.engineGone);
    },
    async openFile(path, how) {
      if (how === 'open') return (await shell.openPath(path)) || null;
      if (how === 'drag') await drag(path);
      else shell.showItemInFolder(path);
      return null;
    },
    async moveToBin(path) {
      await shell.trashItem(path);
      return null;
    },
    tellHopeless: () => void tellHopelessEngine(),
  };
}

/** Hangs a file on the pointer that is pressed in the window; without a window there is none. */
async function drag(path: string): Promise<void> {
  const icon = await app.getFileIcon(path, { size: 'normal' });
  BrowserWindow.getFocusedWindow()?.webContents.startDrag({ file: path, icon });
}
