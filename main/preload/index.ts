import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  type MenuCommand,
  SHELL_CHANNELS,
  type ShellBridge,
  type ShellMessage,
} from '../../app/contracts/shell-messages.ts';

// The page's window, as far as it is used here; Node's types know no DOM.
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: ShellMessage, targetOrigin: string, transfer?: readonly unknown[]): void;
};

contextBridge.exposeInMainWorld('semblanceShell', {
  connectEngine: (id) => ipcRenderer.send(SHELL_CHANNELS.connectEngine, id),
  chooseFolder: (purpose) => ipcRenderer.invoke(SHELL_CHANNELS.chooseFolder, purpose),
  desktop: () => ipcRenderer.invoke(SHELL_CHANNELS.desktop),
  changeDesktop: (change) => ipcRenderer.invoke(SHELL_CHANNELS.changeDesktop, change),
  openLibrary: (dir) => ipcRenderer.invoke(SHELL_CHANNELS.openLibrary, dir),
  pathOfFile: (file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  onMenuCommand: (listener) => {
    ipcRenderer.on(SHELL_CHANNELS.menuCommand, (_event, command: MenuCommand) => listener(command));
  },
} satisfies ShellBridge);

// Ports cannot cross the bridge between the two worlds; a message to the page's own window can carry them.
function tellPage(message: ShellMessage, ports: readonly unknown[] = []): void {
  window.postMessage(message, window.location.origin, ports);
}
ipcRenderer.on(SHELL_CHANNELS.enginePort, ({ ports }, id: string) =>
  tellPage({ semblance: 'engine-port', id }, ports),
);
ipcRenderer.on(SHELL_CHANNELS.engineGone, () => tellPage({ semblance: 'engine-gone' }));
