import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { isRpcFrame } from './rpc-frame.ts';

/** Far above the longest query (10,000 characters); answers to the client are not limited by it. */
const MAX_MESSAGE_BYTES = 1 << 20;
const MAX_CONNECTIONS = 16;
const PING_INTERVAL_MS = 30_000;
/** A client that reads this slowly is not coming back. */
const MAX_UNSENT_BYTES = 64 << 20;

// Close codes of RFC 6455 §7.4.1.
const CLOSE_MALFORMED = 1007;
const CLOSE_POLICY = 1008;
const CLOSE_TRY_LATER = 1013;

export interface RpcSockets extends AsyncDisposable {
  /** Completes the handshake of a request that the access gate has let in, and serves the router on it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Serves an oRPC router on WebSockets. A message that is no oRPC frame closes its connection. */
export function createRpcSockets(router: AnyRouter): RpcSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const handler = new RPCHandler(router);
  const answering = new WeakSet<WebSocket>();

  const serve = (client: WebSocket) => {
    answering.add(client);
    client.on('pong', () => answering.add(client));
    client.on('error', () => client.terminate());
    void handler.upgrade(checkedEnd(client), { context: {} });
  };
  const pingOrDrop = (client: WebSocket) => {
    if (!answering.delete(client) || client.bufferedAmount > MAX_UNSENT_BYTES) client.terminate();
    else client.ping();
  };
  const heartbeat = setInterval(() => server.clients.forEach(pingOrDrop), PING_INTERVAL_MS).unref();

  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => {
        if (server.clients.size > MAX_CONNECTIONS) client.close(CLOSE_TRY_LATER, 'too many windows');
        else serve(client);
      });
    },
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat);
      for (const client of server.clients) client.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The end of the connection as oRPC sees it: only well-formed frames come through. */
function checkedEnd(client: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  const onMessage = (data: RawData, isBinary: boolean, listener: (event: { data: string }) => void) => {
    const text = data.toString();
    if (isBinary) client.close(CLOSE_POLICY, 'text frames only');
    else if (!isRpcFrame(text)) client.close(CLOSE_MALFORMED, 'not an engine call');
    else listener({ data: text });
  };
  return {
    send: client.send.bind(client),
    addEventListener: ((type: 'message' | 'close', listener: (event: { data: string }) => void) => {
      if (type === 'close') client.on('close', () => listener({ data: '' }));
      else client.on('message', (data, isBinary) => onMessage(data, isBinary, listener));
    }) as WebSocket['addEventListener'],
  };
}
