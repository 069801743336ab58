import { parentPort } from 'node:worker_threads';
import type { Port } from './port.ts';

/** The worker thread's end of the channel to the thread that started it. @throws Error outside a worker thread. */
export function threadParentPort(): Port {
  if (!parentPort) throw new Error('This thread has no channel to a parent.');
  const channel = parentPort;
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (listener) => channel.on('message', listener),
    onClose: (listener) => channel.once('close', () => listener('the parent thread closed the channel')),
  };
}
