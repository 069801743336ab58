import { messagePortTransport } from './message-port-transport.ts';
import type { OpenTransport } from './transport.ts';
import { webSocketTransport } from './web-socket-transport.ts';

/** Electron serves the window from `app:` and hands it a port; every other host is reached at the page's address. */
export function chooseTransport(page: Window): OpenTransport {
  return page.location.protocol === 'app:'
    ? messagePortTransport(page)
    : webSocketTransport(page.location.href);
}
