import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { implement } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { silentLogger } from '../base/logger.ts';
import type { EngineContract } from '../contracts/engine-api.ts';
import { engineContract } from '../contracts/engine-api.ts';
import { createAccessGate } from './access-gate.ts';
import { listFolder } from './folder-listing.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';

const engine = implement(engineContract);
const router = {
  folders: {
    list: engine.folders.list.handler(({ input }) => listFolder(input.path, { isDocument: () => true })),
  },
};

let folder: string;
let server: LoopbackServer;
/** Name and value of the cookie that this launch gives for its token. */
let cookie: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-host-'));
  const rendererDir = join(folder, 'renderer');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Semblance</title>');
  await writeFile(join(rendererDir, 'assets/app.js'), 'export {};');
  await writeFile(join(folder, 'secret.js'), 'outside');
  await symlink(join(folder, 'secret.js'), join(rendererDir, 'assets/linked.js'));
  server = await startLoopbackServer({ router, rendererDir, logger: silentLogger });
  cookie = cookieOf(await get(`/?token=${server.token}`));
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Sends exactly these header lines and returns the whole answer; nothing is added or corrected on the way. */
async function raw(lines: readonly string[], connection = 'close'): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  socket.write(`${[...lines, `Connection: ${connection}`].join('\r\n')}\r\n\r\n`);
  return text(socket);
}

const ownHost = () => `Host: 127.0.0.1:${server.port}`;
const ownOrigin = () => `Origin: http://127.0.0.1:${server.port}`;
const ownCookie = () => `Cookie: ${cookie}`;
const get = (path: string, ...headers: string[]) => raw([`GET ${path} HTTP/1.1`, ownHost(), ...headers]);
const cookieOf = (answer: string) => /^Set-Cookie: ([^;]+)/m.exec(answer)?.[1] as string;
const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('the token of a launch', () => {
  it('becomes a cookie that only this server reads, and leaves the address bar', async () => {
    const answer = await get(`/?token=${server.token}`);
    expect(status(answer)).toBe(200);
    expect(answer).toContain('<meta http-equiv="refresh" content="0; url=/">');
    expect(answer).toContain(`Set-Cookie: ${cookieOf(answer)}; Path=/; HttpOnly; SameSite=Strict\r\n`);
    expect(cookieOf(answer)).toMatch(new RegExp(`^semblance-${server.port}=[^;]{43}$`));
  });

  it('is another secret than the cookie', async () => {
    expect(cookie).not.toContain(server.token);
    expect(status(await get('/', `Cookie: semblance-${server.port}=${server.token}`))).toBe(403);
    const session = cookie.split('=', 2)[1];
    expect(status(await get(`/?token=${session}`))).toBe(403);
  });

  it('has 256 bits and is in the address to open', () => {
    expect(Buffer.from(server.token, 'base64url')).toHaveLength(32);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/?token=${server.token}`);
  });

  it.each([
    ['no token', () => '/'],
    ['a wrong token', () => '/?token=wrong'],
    ['an empty token', () => '/?token='],
    ['a token cut short', () => `/?token=${server.token.slice(0, -1)}`],
    ['the token on another address', () => `/index.html?token=${server.token}`],
  ])('refuses %s and tells how to get in', async (_, path) => {
    const answer = await get(path());
    expect(status(answer)).toBe(403);
    expect(answer).toContain('Open the full address that Semblance printed');
    expect(answer).not.toContain(server.token);
  });

  it('guards assets like the page', async () => {
    expect(status(await get('/assets/app.js'))).toBe(403);
    expect(status(await get('/assets/app.js', ownCookie()))).toBe(200);
  });

  it('refuses the cookie of another port or another launch', async () => {
    expect(status(await get('/', `Cookie: semblance-1=${cookie.split('=', 2)[1]}`))).toBe(403);
    expect(status(await get('/', `Cookie: semblance-${server.port}=${'A'.repeat(43)}`))).toBe(403);
  });

  it('is found among the cookies of other local servers', async () => {
    expect(status(await get('/', `Cookie: theme=dark; ${cookie}; a=b`))).toBe(200);
  });
});

describe('Host and Origin', () => {
  it.each(['attacker.example', '127.0.0.1', '127.0.0.1:1', '0.0.0.0'])(
    'refuses the Host %s, cookie or not',
    async (host) => {
      const answer = await raw(['GET / HTTP/1.1', `Host: ${host}`, ownCookie()]);
      expect(status(answer)).toBe(403);
    },
  );

  it('refuses a right token under a wrong Host, as after DNS rebinding', async () => {
    const answer = await raw([
      `GET /?token=${server.token} HTTP/1.1`,
      `Host: attacker.example:${server.port}`,
    ]);
    expect(status(answer)).toBe(403);
    expect(answer).not.toContain('Set-Cookie');
  });

  it('refuses a request without Host', async () => {
    expect(status(await raw(['GET / HTTP/1.1', ownCookie()]))).toBe(400);
    expect(status(await raw(['GET / HTTP/1.0', ownCookie()]))).toBe(403);
  });

  it('tells an SSH tunnel how to come', async () => {
    const answer = await raw(['GET / HTTP/1.1', 'Host: 127.0.0.1:1', ownCookie()]);
    expect(answer).toContain('the same local port at both ends');
  });

  it('may lack the port where it is that of HTTP', () => {
    const refusal = (headers: IncomingHttpHeaders, port: number) =>
      createAccessGate(port).refusalFor({ headers } as IncomingMessage, 'page');
    expect(refusal({ host: 'localhost' }, 80)).toBe('no-token');
    expect(refusal({ host: '127.0.0.1', origin: 'http://127.0.0.1' }, 80)).toBe('no-token');
    expect(refusal({ host: '127.0.0.1' }, 8080)).toBe('wrong-host');
  });

  it('answers to localhost as well', async () => {
    const answer = await raw(['GET / HTTP/1.1', `Host: localhost:${server.port}`, ownCookie()]);
    expect(status(answer)).toBe(200);
  });

  it.each(['http://attacker.example', 'https://127.0.0.1', 'http://127.0.0.1:1', 'null'])(
    'refuses requests from the page %s',
    async (origin) => {
      expect(status(await get('/', ownCookie(), `Origin: ${origin}`))).toBe(403);
    },
  );
});

describe('what is served', () => {
  it('is the page and its assets, with a strict policy and no caching', async () => {
    const answer = await get('/', ownCookie());
    expect(answer).toContain('<title>Semblance</title>');
    expect(answer).toContain(
      "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';",
    );
    expect(answer).not.toContain('unsafe-');
    for (const header of [
      'X-Content-Type-Options: nosniff',
      'Referrer-Policy: no-referrer',
      'Cross-Origin-Opener-Policy: same-origin',
      'Cross-Origin-Resource-Policy: same-origin',
      'Cache-Control: no-store',
    ]) {
      expect(answer).toContain(`${header}\r\n`);
    }
  });

  it('carries the same policy on refusals', async () => {
    expect(await get('/')).toContain("default-src 'none'");
  });

  it('has no path out of the renderer', async () => {
    for (const path of [
      '/../secret.js',
      '/%2e%2e/secret.js',
      '/assets/../../secret.js',
      '/assets/..%2f..%2fsecret.js',
      '/assets\\..\\..\\secret.js',
      '//etc/passwd',
      '/assets/linked.js',
      '/assets/',
      '/assets/app.js%00.html',
    ]) {
      const answer = await get(path, ownCookie());
      expect([400, 404], path).toContain(status(answer));
      expect(answer).not.toContain('outside');
    }
  });

  it('ignores a query behind an asset', async () => {
    expect(status(await get('/assets/app.js?v=1', ownCookie()))).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    const answer = await raw([`${method} / HTTP/1.1`, ownHost(), ownCookie()]);
    expect(status(answer)).toBe(405);
    expect(answer).toContain('Allow: GET, HEAD');
  });

  it('answers HEAD without a body', async () => {
    const answer = await raw(['HEAD / HTTP/1.1', ownHost(), ownCookie()]);
    expect(status(answer)).toBe(200);
    expect(answer.endsWith('\r\n\r\n')).toBe(true);
  });

  it('refuses headers without end', async () => {
    expect(status(await get('/', ownCookie(), `X-Long: ${'a'.repeat(20_000)}`))).toBe(431);
  });
});

describe('the address', () => {
  it('is 127.0.0.1 and no other interface of this machine', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address && address.address !== '127.0.0.1' && !address.scopeid)
      .map((address) => address!.address);
    for (const host of [...others, '127.0.0.2']) {
      await expect(refusesConnection(host), host).resolves.toBe(true);
    }
  });

  it('is reported as taken with a next step', async () => {
    const again = startLoopbackServer({
      router,
      rendererDir: join(folder, 'renderer'),
      port: server.port,
      logger: silentLogger,
    });
    await expect(again).rejects.toMatchObject({ code: 'serve.port-taken' });
  });

  it('is not opened when the window is not built', async () => {
    const unbuilt = startLoopbackServer({
      router,
      rendererDir: join(folder, 'nowhere'),
      logger: silentLogger,
    });
    await expect(unbuilt).rejects.toMatchObject({ code: 'renderer.missing' });
  });
});

function refusesConnection(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: server.port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

describe('the WebSocket of the engine', () => {
  const handshake = [
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ];
  const upgrade = (path: string, ...headers: string[]) =>
    raw([`GET ${path} HTTP/1.1`, ...headers, ...handshake], 'Upgrade');

  it.each<[string, () => string[]]>([
    ['no cookie', () => [ownHost(), ownOrigin()]],
    ['no Origin', () => [ownHost(), ownCookie()]],
    ['a foreign Origin', () => [ownHost(), ownCookie(), 'Origin: http://attacker.example']],
    ['a foreign Host', () => ['Host: attacker.example', ownCookie(), 'Origin: http://attacker.example']],
    ['a wrong bearer', () => [ownHost(), 'Authorization: Bearer wrong']],
    [
      'a bearer from a page',
      () => [ownHost(), 'Origin: http://attacker.example', `Authorization: Bearer ${server.token}`],
    ],
  ])('is refused with %s', async (_, headers) => {
    expect(status(await upgrade('/engine', ...headers()))).toBe(403);
  });

  it('is at one address only', async () => {
    expect(status(await upgrade('/', ownHost(), ownOrigin(), ownCookie()))).toBe(404);
  });

  it('carries calls of a page that has the cookie', async () => {
    const socket = openSocket({
      origin: `http://127.0.0.1:${server.port}`,
      headers: { Cookie: cookie },
    });
    const listing = await clientOn(socket).folders.list({ path: folder });
    expect(listing.folders.map(({ name }) => name)).toEqual(['renderer']);
    socket.close();
  });

  it('carries calls of a command-line client that has the token', async () => {
    const socket = openSocket({ headers: { Authorization: `Bearer ${server.token}` } });
    await expect(clientOn(socket).folders.list({ path: folder })).resolves.toMatchObject({ path: folder });
    socket.close();
  });

  it.each<[string, string | Buffer, number]>([
    ['text that is not JSON', 'hello', 1007],
    ['JSON that is no call', '{"i":1,"p":{"u":7}}', 1007],
    ['an absolute address', '{"i":1,"p":{"u":"http://attacker.example/"}}', 1007],
    ['a stream from the client', '{"i":1,"t":3,"p":{}}', 1007],
    ['binary data', Buffer.from('{"i":1,"p":{"u":"/folders/list"}}'), 1008],
    ['a message above the limit', `{"i":1,"p":{"u":"/x","b":"${'a'.repeat(1 << 20)}"}}`, 1009],
  ])('closes on %s', async (_, message, code) => {
    const socket = openSocket({ headers: { Authorization: `Bearer ${server.token}` } });
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send(message));
    await expect(closed).resolves.toBe(code);
  });

  it('answers an unknown procedure without ending', async () => {
    const socket = openSocket({ headers: { Authorization: `Bearer ${server.token}` } });
    const answered = new Promise<string>((resolve) =>
      socket.once('message', (data) => resolve(String(data))),
    );
    socket.once('open', () => socket.send('{"i":1,"p":{"u":"/constructor","b":{}}}'));
    expect(JSON.parse(await answered)).toMatchObject({ i: 1, p: { s: 404 } });
    socket.close();
  });
});

function openSocket(options: { origin?: string; headers: Record<string, string> }): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${server.port}/engine`, options);
}

function clientOn(socket: WebSocket): ContractRouterClient<EngineContract> {
  return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
}
