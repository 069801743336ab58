import { messagePortTransport } from './message-port-transport.ts';
import { shellBridge } from './shell-bridge.ts';
import type { OpenTransport } from './transport.ts';
import { webSocketTransport } from './web-socket-transport.ts';

/** The Electron shell hands its page ports to the engine; every other host is reached at the page's address. */
export function chooseTransport(page: Window): OpenTransport {
  const shell = shellBridge(page);
  return shell ? messagePortTransport(page, shell) : webSocketTransport(page.location.href);
}
