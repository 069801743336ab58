import { parentPort, type Worker } from 'node:worker_threads';
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

/** The starting thread's end of the channel to a worker. */
export function workerPort(worker: Worker): Port {
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => worker.on('message', listener),
    onClose(listener) {
      worker.once('error', (error) => listener(`the thread failed: ${String(error)}`));
      worker.once('exit', (code) => listener(`the thread ended with code ${code}`));
    },
  };
}
