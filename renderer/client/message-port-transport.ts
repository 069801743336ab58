import { RPCLink } from '@orpc/client/message-port';
import type { ShellBridge, ShellMessage } from '../../app/contracts/shell-messages.ts';
import type { OpenTransport } from './transport.ts';

/** The Electron shell: each connection asks it for a port of its own, which comes when there is an engine. */
export function messagePortTransport(page: Window, shell: Pick<ShellBridge, 'connectEngine'>): OpenTransport {
  return () => {
    const id = crypto.randomUUID();
    const arrival = Promise.withResolvers<MessagePort>();
    const closing = Promise.withResolvers<void>();
    let port: MessagePort | null = null;
    let hasEnded = false;

    const end = () => {
      if (hasEnded) return;
      hasEnded = true;
      page.removeEventListener('message', receive);
      // A port does not tell its own side that it was closed; its link learns it from this event.
      port?.dispatchEvent(new Event('close'));
      port?.close();
      closing.resolve();
    };
    const take = (arrived: MessagePort) => {
      port = arrived;
      port.addEventListener('close', end, { once: true });
      arrival.resolve(port);
    };
    const receive = (event: MessageEvent<ShellMessage | undefined>) => {
      if (event.source !== page) return;
      const [arrived] = event.ports;
      if (event.data?.semblance === 'engine-gone' && port) end();
      if (event.data?.semblance === 'engine-port' && event.data.id === id && arrived && !port) take(arrived);
    };
    page.addEventListener('message', receive);
    shell.connectEngine(id);

    const linked = arrival.promise.then((arrived) => {
      const link = new RPCLink({ port: arrived });
      arrived.start();
      return link;
    });
    return {
      link: { call: async (path, input, options) => (await linked).call(path, input, options) },
      opened: linked.then(() => undefined),
      closed: closing.promise,
      close: end,
    };
  };
}
