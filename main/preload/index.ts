import { ipcRenderer } from 'electron';
import type { ShellMessage } from '../../app/contracts/shell-messages.ts';

// The page's window, as far as it is used here; Node's types know no DOM.
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: ShellMessage, targetOrigin: string, transfer?: readonly unknown[]): void;
};

const MESSAGES: readonly ShellMessage[] = ['semblance:engine-port', 'semblance:engine-gone'];

// Ports cannot cross the bridge between the two worlds; a message to the page's own window can carry them.
for (const message of MESSAGES) {
  ipcRenderer.on(message, ({ ports }) => window.postMessage(message, window.location.origin, ports));
}
