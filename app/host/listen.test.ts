import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { type Logger, silentLogger } from '../base/logger.ts';
import { LOOPBACK, listenOnLoopback, provePortFree } from './listen.ts';

it('logs connections that cannot be accepted, and goes on', async () => {
  const logged: unknown[] = [];
  const logger: Logger = { ...silentLogger, error: (event, fields) => logged.push({ event, ...fields }) };
  const server = createServer((_, response) => response.end('here'));
  onTestFinished(() => void server.close());
  const port = await listenOnLoopback(server, 0, logger);

  // What Node emits for a connection that comes when the process may open no more files.
  for (const _ of [1, 2]) server.emit('error', new Error('accept EMFILE'));

  expect(logged).toEqual([1, 2].map(() => ({ event: 'serve.failed', error: 'Error: accept EMFILE' })));
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' } });
  expect(await answer.text()).toBe('here');
});

it('tells beforehand whether a port can be had', async () => {
  const server = createServer();
  const port = await listenOnLoopback(server, 0, silentLogger);
  await expect(provePortFree(port)).rejects.toMatchObject({ code: 'serve.port-taken' });
  await new Promise((resolve) => server.close(resolve));
  await provePortFree(port);
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  server.close();
});
