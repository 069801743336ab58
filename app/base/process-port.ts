import type { Port } from './port.ts';
import { arrivingPort, type TransferredPort } from './transferred-port.ts';

/** `process.parentPort` of an Electron utility process, as far as it is used here. */
interface UtilityParent {
  once(event: 'message', listener: (event: { ports: TransferredPort[] }) => void): unknown;
}

/**
 * The child's end of the channel to whoever uses it: the IPC channel of `child_process.fork`, or the port that comes
 * with the first message to an Electron utility process. `onClose` fires when the other end is gone; the child should
 * exit then.
 * @throws Error in a process that was started in neither way: a programming mistake, not a user's.
 */
export function parentPort(): Port {
  if (process.send) return forkedPort();
  const parent = (process as { parentPort?: UtilityParent }).parentPort;
  if (!parent) throw new Error('This process has no channel to a parent.');
  return arrivingPort(new Promise((resolve) => parent.once('message', ({ ports }) => resolve(ports[0]!))));
}

function forkedPort(): Port {
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
