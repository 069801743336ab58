import type { Port } from './port.ts';

/** A message port of Electron's main and utility processes (`MessagePortMain`), as far as it is used here. */
export interface TransferredPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
}

/** A port for one that is still on its way: what is posted meanwhile waits for it, in order. */
export function arrivingPort(arrival: Promise<TransferredPort>): Port {
  const listeners: ((message: unknown) => void)[] = [];
  const closed = arrival.then(
    (port) =>
      new Promise<string>((resolve) => {
        port.on('message', ({ data }) => {
          for (const listener of listeners) listener(data);
        });
        port.on('close', () => resolve('the other end of the port is gone'));
        port.start();
      }),
    (error: unknown) => String(error),
  );
  return {
    post: (message) => {
      // A port that never arrives is reported through `onClose`.
      arrival.then((port) => port.postMessage(message)).catch(() => {});
    },
    onMessage: (listener) => {
      listeners.push(listener);
    },
    onClose: (listener) => {
      void closed.then(listener);
    },
  };
}
