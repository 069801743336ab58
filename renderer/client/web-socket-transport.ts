import { RPCLink } from '@orpc/client/websocket';
import type { OpenTransport } from './transport.ts';

/** The loopback host: the engine is at the address of the page. */
export function webSocketTransport(pageUrl: string): OpenTransport {
  const url = new URL('/engine', pageUrl);
  url.protocol = 'ws:';
  return () => {
    const socket = new WebSocket(url);
    return {
      link: new RPCLink({ websocket: socket }),
      opened: new Promise((resolve) => socket.addEventListener('open', () => resolve(), { once: true })),
      closed: new Promise((resolve) => socket.addEventListener('close', () => resolve(), { once: true })),
      close: () => socket.close(),
    };
  };
}
