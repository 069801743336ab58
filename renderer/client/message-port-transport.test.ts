import { describe, expect, it } from 'vitest';
import { messagePortTransport } from './message-port-transport.ts';

/** A page as far as the transport uses it: messages that it posts to itself. */
function page() {
  const target = new EventTarget();
  const post = (data: unknown, ports: MessagePort[] = [], source: unknown = target) => {
    target.dispatchEvent(Object.assign(new Event('message'), { data, ports, source }));
  };
  return { page: target as unknown as Window, post };
}

const settledWithin = async (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), 20))]);

describe('the port from the shell', () => {
  it('opens the transport that waits for it', async () => {
    const { page: window, post } = page();
    const transport = messagePortTransport(window)();
    expect(await settledWithin(transport.opened)).toBe(false);
    post('semblance:engine-port', [new MessageChannel().port1]);
    expect(await settledWithin(transport.opened)).toBe(true);
    transport.close();
  });

  it('may come before anyone waits', async () => {
    const { page: window, post } = page();
    const open = messagePortTransport(window);
    post('semblance:engine-port', [new MessageChannel().port1]);
    const transport = open();
    expect(await settledWithin(transport.opened)).toBe(true);
    transport.close();
  });

  it('is taken from the own page only', async () => {
    const { page: window, post } = page();
    const transport = messagePortTransport(window)();
    post('semblance:engine-port', [new MessageChannel().port1], {});
    expect(await settledWithin(transport.opened)).toBe(false);
  });

  it('ends when the shell tells that the engine is gone', async () => {
    const { page: window, post } = page();
    const transport = messagePortTransport(window)();
    post('semblance:engine-port', [new MessageChannel().port1]);
    expect(await settledWithin(transport.closed)).toBe(false);
    post('semblance:engine-gone');
    expect(await settledWithin(transport.closed)).toBe(true);
  });
});
