import type { Port } from './port.ts';

/**
 * The child's end of the channel that its parent opened with an IPC descriptor (`child_process.fork`). Messages that
 * arrive before the first listener wait for it. `onClose` fires when the parent is gone; the child should exit then.
 * @throws Error when this process was not started with an IPC channel: a programming mistake, not a user's.
 */
export function parentPort(): Port {
  if (!process.send) throw new Error('This process has no channel to a parent.');
  return {
    post(message) {
      // A parent that died between two messages closes the channel; `onClose` reports it, so the send may fail quietly.
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage(listener) {
      process.on('message', listener);
    },
    onClose(listener) {
      if (process.connected) process.once('disconnect', () => listener('the parent process is gone'));
      else queueMicrotask(() => listener('the parent process is gone'));
    },
  };
}
