import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AnyRouter } from '@orpc/server';
import type { Logger } from '../base/logger.ts';
import { type AccessGate, createAccessGate } from './access-gate.ts';
import { type Asset, type AssetManifest, loadAssets } from './asset-manifest.ts';
import { ENTRANCE_PAGE, refusalPage } from './door-pages.ts';
import { LOOPBACK, listenOnLoopback } from './listen.ts';
import { responseHeaders } from './response-headers.ts';
import { createRpcSockets, type RpcSockets } from './rpc-sockets.ts';

/** The address of the WebSocket that carries the engine contract. */
const RPC_PATH = '/engine';
const MAX_CONNECTIONS = 64;
const HEADERS_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 5_000;
const MAX_HEADER_BYTES = 8 * 1024;

export interface LoopbackServerOptions {
  /** Implements the engine contract. */
  readonly router: AnyRouter;
  /** The built renderer: index.html and what it refers to. */
  readonly rendererDir: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly logger: Logger;
}

export interface LoopbackServer extends AsyncDisposable {
  /** The address to open, with the token of this launch. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
}

/**
 * Serves the window and the engine to browsers on this machine: 127.0.0.1 is the only address ever bound, and every
 * request must carry the token of this launch (see access-gate.ts).
 * @throws DomainError `renderer.missing` | `serve.port-taken` | `serve.port-forbidden`
 */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  const assets = await loadAssets(options.rendererDir);
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listenOnLoopback(server, options.port ?? 0, options.logger);
  const gate = createAccessGate(port);
  const sockets = createRpcSockets(options.router);
  const commonHeaders = responseHeaders(port);

  server.on('request', (request, response) => {
    send(request, response, commonHeaders, answerTo(request, gate, assets));
  });
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, gate, sockets));

  return {
    url: `http://${LOOPBACK}:${port}/?token=${gate.token}`,
    port,
    token: gate.token,
    async [Symbol.asyncDispose]() {
      await sockets[Symbol.asyncDispose]();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly content: Asset;
}

function answerTo(request: IncomingMessage, gate: AccessGate, assets: AssetManifest): Answer {
  const refusal = gate.refusalFor(request, 'page');
  const refused: Answer = { status: 403, content: html(refusalPage(refusal ?? 'no-token')) };
  if (refusal === 'wrong-host' || refusal === 'wrong-origin') return refused;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return {
      status: 405,
      headers: { Allow: 'GET, HEAD' },
      content: plain('Only GET and HEAD are answered here.\n'),
    };
  }
  if (gate.opensWithToken(request)) {
    return { status: 200, headers: { 'Set-Cookie': gate.cookie() }, content: html(ENTRANCE_PAGE) };
  }
  if (refusal) return refused;
  const asset = assets.get((request.url ?? '').split('?', 1)[0]!);
  return asset
    ? { status: 200, content: asset }
    : { status: 404, content: plain('There is nothing at this address.\n') };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  commonHeaders: Readonly<Record<string, string>>,
  answer: Answer,
): void {
  const { contentType, body } = answer.content;
  response.writeHead(answer.status, {
    ...commonHeaders,
    'Content-Type': contentType,
    'Content-Length': body.byteLength,
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

const html = (text: string): Asset => ({ contentType: 'text/html; charset=utf-8', body: Buffer.from(text) });
const plain = (text: string): Asset => ({
  contentType: 'text/plain; charset=utf-8',
  body: Buffer.from(text),
});

function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  gate: AccessGate,
  sockets: RpcSockets,
): void {
  // A peer that resets the connection during the handshake is no reason to stop the server.
  socket.on('error', () => socket.destroy());
  if (gate.refusalFor(request, 'upgrade')) endWith(socket, '403 Forbidden');
  else if (request.url !== RPC_PATH) endWith(socket, '404 Not Found');
  else sockets.accept(request, socket, head);
}

function endWith(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
