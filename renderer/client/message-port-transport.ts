import { RPCLink } from '@orpc/client/message-port';
import type { ShellMessage } from '../../app/contracts/shell-messages.ts';
import type { OpenTransport } from './transport.ts';

/** The Electron shell: the preload hands a port to the page, a new one after each restart of the engine. */
export function messagePortTransport(page: Window): OpenTransport {
  const waiting: ((port: MessagePort) => void)[] = [];
  const ports: MessagePort[] = [];
  const gone = new Set<() => void>();
  page.addEventListener('message', (event: MessageEvent<ShellMessage>) => {
    if (event.source !== page) return;
    const port = event.ports[0];
    if (event.data === 'semblance:engine-gone') for (const listener of gone) listener();
    if (event.data !== 'semblance:engine-port' || !port) return;
    const next = waiting.shift();
    if (next) next(port);
    else ports.push(port);
  });

  return () => {
    const arrived = nextPort(ports, waiting);
    const linked = arrived.then((port) => {
      const link = new RPCLink({ port });
      port.start();
      return link;
    });
    const closing = Promise.withResolvers<void>();
    const end = () => {
      // A port does not tell its own side that it was closed; its link learns it from this event.
      void arrived.then((port) => {
        port.dispatchEvent(new Event('close'));
        port.close();
        closing.resolve();
      });
    };
    gone.add(end);
    return {
      link: { call: async (path, input, options) => (await linked).call(path, input, options) },
      opened: linked.then(() => undefined),
      closed: closing.promise.finally(() => gone.delete(end)),
      close: end,
    };
  };
}

function nextPort(ports: MessagePort[], waiting: ((port: MessagePort) => void)[]): Promise<MessagePort> {
  const ready = ports.shift();
  return ready ? Promise.resolve(ready) : new Promise((resolve) => waiting.push(resolve));
}
