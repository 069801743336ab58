import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { silentLogger } from '../../../app/base/logger.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../app/host/loopback-server.ts';
import { mutateJson } from '../json-mutation.ts';
import type { Mutator } from '../mutator.ts';
import { type FuzzTarget, law } from '../target.ts';
import { soundCalls } from './calls.ts';
import { fuzzedEngine } from './fuzzed-engine.ts';

const PATIENCE_MS = 400;
const HEALTH_EVERY = 50;
const MAX_ANSWER = 1 << 20;

const REQUESTS = [
  'GET / HTTP/1.1\r\nHost: 127.0.0.1:%PORT%\r\nCookie: semblance-%PORT%=%SESSION%\r\n\r\n',
  'GET /?token=%TOKEN% HTTP/1.1\r\nHost: localhost:%PORT%\r\nConnection: close\r\n\r\n',
  'GET /assets/app.js HTTP/1.1\r\nHost: 127.0.0.1:%PORT%\r\nOrigin: http://127.0.0.1:%PORT%\r\nReferer: x\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: 127.0.0.1:%PORT%\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'GET /engine HTTP/1.1\r\nHost: 127.0.0.1:%PORT%\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
];
const HANDSHAKE =
  'GET /engine HTTP/1.1\r\nHost: 127.0.0.1:%PORT%\r\nAuthorization: Bearer %TOKEN%\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';
const DICTIONARY = [
  '\r\n',
  '\r',
  '\n',
  '\r\n\r\n',
  ' HTTP/1.1',
  'HTTP/2.0',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'GET ',
  'CONNECT ',
  'OPTIONS * ',
  'Host: ',
  'Host: evil\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 99999999999\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Expect: 100-continue\r\n',
  'Upgrade: websocket\r\n',
  'Connection: Upgrade, close\r\n',
  'Sec-WebSocket-Extensions: permessage-deflate\r\n',
  'Sec-WebSocket-Version: 99\r\n',
  'Range: bytes=0-\r\n',
  '/../',
  '/%2e%2e/',
  '%00',
  '//',
  '\\',
  'http://evil/',
  '?token=',
  ';',
  ' ',
  '\t',
  '\0',
  '\x80',
  '\xff',
  'ffffffff\r\n',
  '0\r\n\r\n',
  '%PORT%',
  ':',
  '\x81\x80\0\0\0\0',
  '\x89\xfe\xff\xff',
  '\x88\x80\0\0\0\0',
  '\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff',
  '\xc1\x80',
  '\x82\x80\0\0\0\0',
  '\x01\x80\0\0\0\0',
  '\x80\x80\0\0\0\0',
];

/** What any program on this machine can send to the served port, with and without the secrets of the launch. */
export async function openLoopback(folder: string): Promise<FuzzTarget> {
  const { router, notes, takeBugs, ...opened } = await fuzzedEngine(folder);
  const rendererDir = join(folder, 'renderer');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Semblance</title>');
  writeFileSync(join(rendererDir, 'assets/app.js'), 'export {};');
  const server = await startLoopbackServer({ router, rendererDir, logger: silentLogger });
  const session = await sessionOf(server);
  const filled = (text: string) =>
    text
      .replaceAll('%PORT%', String(server.port))
      .replaceAll('%TOKEN%', server.token)
      .replaceAll('%SESSION%', session);
  let checked = 0;
  return {
    seeds: [...REQUESTS, ...Object.entries(soundCalls(notes)).map(asMessage)],
    dictionary: DICTIONARY,
    mutate,
    async check(input) {
      const bytes = filled(input.startsWith('{') ? HANDSHAKE + frame(input) : input);
      const answer = await exchange(server.port, bytes);
      law(answer === '' || answer.startsWith('HTTP/1.1 '), 'the answer is one of HTTP');
      const isKnown = bytes.includes(session) || bytes.includes(server.token);
      const isOpen = /^HTTP\/1\.1 (?:1|2)\d\d/m.test(answer.replace(/^HTTP\/1\.1 100 .*\r\n\r\n/, ''));
      law(isKnown || !isOpen, 'nobody gets in without a secret');
      if (++checked % HEALTH_EVERY === 0)
        law((await sessionOf(server)) === session, 'the server answers as before');
      const [bug] = takeBugs();
      law(bug === undefined, `no bug is logged: ${bug}`);
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await opened[Symbol.asyncDispose]();
    },
  };
}

/** A call as the window sends it. */
function asMessage([procedure, input]: [string, unknown], number: number): string {
  return JSON.stringify({ i: number, p: { u: `/${procedure}`, b: { json: input, meta: [] }, h: {} } });
}

/** Requests and raw frames are changed byte by byte; calls also as what they say. */
function mutate(mutator: Mutator, seed: string): string {
  if (!seed.startsWith('{')) return mutator.mutate(seed);
  const way = mutator.below(4);
  if (way === 0) return HANDSHAKE + mutator.mutate(frame(seed));
  if (way === 1) return mutator.mutate(seed);
  return JSON.stringify(mutateJson(mutator, JSON.parse(seed)));
}

/** A text frame of a client (RFC 6455 §5.2), masked with zeros, as latin1. */
function frame(text: string): string {
  const payload = Buffer.from(text);
  const size = payload.length;
  const length =
    size < 126
      ? [0x80 | size]
      : size < 65_536
        ? [0xfe, size >> 8, size & 255]
        : [0xff, 0, 0, 0, 0, size >>> 24, (size >> 16) & 255, (size >> 8) & 255, size & 255];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]).toString('latin1');
}

/** Sends these bytes and ends; what comes back until the other end ends as well, or for a short while. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket: Socket = connect({ host: '127.0.0.1', port });
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, done);
    socket.on('error', done).on('close', done);
    socket.on('data', (chunk) => {
      if (answer.length < MAX_ANSWER) answer += chunk.toString('latin1');
    });
    socket.end(Buffer.from(bytes, 'latin1'));
  });
}

async function sessionOf({ port, token }: LoopbackServer): Promise<string> {
  const request = `GET /?token=${token} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`;
  return /Set-Cookie: [^=]+=([^;]+)/.exec(await exchange(port, request))?.[1] ?? 'none';
}
