import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { DomainError } from '../base/domain-error.ts';
import type { Logger } from '../base/logger.ts';

/** The only address that is ever bound. */
export const LOOPBACK = '127.0.0.1';

/**
 * Binds a server to a port of this machine's own address. A connection that it cannot accept later on (when no file
 * handles are left) is lost and logged; the server goes on.
 * @param port  0 takes any free one.
 * @returns the port
 * @throws DomainError `serve.port-taken` | `serve.port-forbidden`
 */
export async function listenOnLoopback(server: Server, port: number, logger: Logger): Promise<number> {
  await bind(server, port);
  server.on('error', (error) => logger.error('serve.failed', { error: String(error) }));
  return (server.address() as AddressInfo).port;
}

/**
 * Finds out, before anything else is begun, that a port can be had.
 * @throws DomainError `serve.port-taken` | `serve.port-forbidden`
 */
export async function provePortFree(port: number): Promise<void> {
  const server = createServer();
  await bind(server, port);
  server.close();
  await once(server, 'close');
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(listenError(port, error));
    server.once('error', fail);
    server.listen(port, LOOPBACK, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function listenError(port: number, cause: NodeJS.ErrnoException): Error {
  if (cause.code === 'EADDRINUSE') {
    return new DomainError('serve.port-taken', {
      message: `Port ${port} is used by another program.`,
      nextStep: 'Choose another port, or leave --port out and any free one is taken.',
      cause,
    });
  }
  if (cause.code === 'EACCES') {
    return new DomainError('serve.port-forbidden', {
      message: `Port ${port} may not be used without administrator rights.`,
      nextStep: 'Choose a port above 1024, or leave --port out and any free one is taken.',
      cause,
    });
  }
  return cause;
}
