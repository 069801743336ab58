import type { App, Session, WebContents } from 'electron/main';
import { WINDOW_URL } from './app-protocol.ts';
import { isPermitted } from './permissions.ts';

/**
 * Keeps every page where it is: it may load itself again, but go nowhere else, open no windows and embed no pages.
 * @param offer  called with an address that a click led to and that is not followed.
 */
export function confineContents(app: App, offer: (address: string, from: WebContents) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => {
      if (event.isMainFrame && isWindowPage(event.url)) return;
      event.preventDefault();
      if (event.isMainFrame) offer(event.url, contents);
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      offer(url, contents);
      return { action: 'deny' };
    });
  });
}

function isWindowPage(address: string): boolean {
  return address.split('#', 1)[0] === WINDOW_URL;
}

/** The page may copy; no page gets camera, location, devices or anything else of the system. */
export function confineSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, { requestingUrl }) =>
    callback(isPermitted(permission, requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermitted(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
}
