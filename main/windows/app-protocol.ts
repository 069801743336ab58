import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron/main';
import { rendererFile } from './renderer-file.ts';

const SCHEME = 'app';
export const WINDOW_URL = `${SCHEME}://semblance/index.html`;

const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
};

/** Makes `app:` an origin like any other. To be called before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer on `app:`, and nothing else. */
export function serveAppScheme(rendererDir: string): void {
  protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? rendererFile(request.url, rendererDir) : null;
    if (file === null)
      return new Response('There is nothing at this address.', { status: 404, headers: HEADERS });
    const { status, headers, body } = await net.fetch(pathToFileURL(file).href);
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), ...HEADERS } });
  });
}
