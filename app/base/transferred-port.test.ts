import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { arrivingPort, type TransferredPort } from './transferred-port.ts';

/** Electron wraps what arrives in an event; ports of Node hand it over bare. */
function asTransferred(port: MessagePort): TransferredPort {
  return {
    on: (event: string, listener: (event: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
  };
}

function channel() {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  return { near: asTransferred(port1), far: port2 };
}

const nextMessage = (port: MessagePort) => new Promise((resolve) => port.once('message', resolve));

describe('a port on its way', () => {
  it('delivers what was posted before it arrived, in order', async () => {
    const { near, far } = channel();
    const arrival = Promise.withResolvers<TransferredPort>();
    const port = arrivingPort(arrival.promise);
    port.post('first');
    port.post('second');
    arrival.resolve(near);
    expect(await nextMessage(far)).toBe('first');
    expect(await nextMessage(far)).toBe('second');
  });

  it('hands messages to those who listen', async () => {
    const { near, far } = channel();
    const port = arrivingPort(Promise.resolve(near));
    const message = new Promise((resolve) => port.onMessage(resolve));
    far.postMessage(new Float32Array([1, 2]));
    expect(await message).toEqual(new Float32Array([1, 2]));
  });

  it('tells that the other end is gone, or that it never came', async () => {
    const { near, far } = channel();
    const port = arrivingPort(Promise.resolve(near));
    far.close();
    expect(await new Promise((resolve) => port.onClose(resolve))).toBe('the other end of the port is gone');

    const lost = arrivingPort(Promise.reject(new Error('no such process')));
    lost.post('into the void');
    expect(await new Promise((resolve) => lost.onClose(resolve))).toBe('Error: no such process');
  });
});
