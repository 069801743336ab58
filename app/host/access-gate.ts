// Who may speak to the loopback server. Any web page in the user's browser can send requests to 127.0.0.1, and a
// hostile DNS answer can make its own name resolve there; so a request must name our address (Host), must not come
// from another page (Origin) and must carry the token of this launch, or the cookie that it was exchanged for.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SECRET_BYTES = 32;
const DEFAULT_HTTP_PORT = 80;

export type Refusal = 'wrong-host' | 'wrong-origin' | 'no-token';

/** Judges requests to the server on one port for the time of one launch. */
export interface AccessGate {
  readonly token: string;
  /** Null when the request may be answered; with `upgrade`, a browser must also prove that the page is ours. */
  refusalFor(request: IncomingMessage, kind: 'page' | 'upgrade'): Refusal | null;
  /** True when the address itself carries the right token: `GET /?token=…`. */
  opensWithToken(request: IncomingMessage): boolean;
  /**
   * The `Set-Cookie` value that replaces the token in the address: a secret of its own, so that reading the browser's
   * cookies does not give the address, nor the other way round. Cookies ignore ports, hence the port in its name.
   */
  cookie(): string;
}

export function createAccessGate(port: number): AccessGate {
  const token = secret();
  const session = secret();
  const cookieName = `semblance-${port}`;
  const hosts = ['127.0.0.1', 'localhost'].flatMap((name) => [
    `${name}:${port}`,
    // Browsers leave the default port out.
    ...(port === DEFAULT_HTTP_PORT ? [name] : []),
  ]);

  const hasCookie = (request: IncomingMessage) =>
    cookieValues(request.headers.cookie, cookieName).some((value) => equalSecrets(value, session));
  const hasBearer = (request: IncomingMessage) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    return bearer !== undefined && equalSecrets(bearer, token);
  };

  return {
    token,
    refusalFor(request, kind) {
      const { host, origin } = request.headers;
      if (host === undefined || !hosts.includes(host)) return 'wrong-host';
      if (origin !== undefined && origin !== `http://${host}`) return 'wrong-origin';
      if (origin === undefined && hasBearer(request)) return null;
      if (origin === undefined && kind === 'upgrade') return 'wrong-origin';
      return hasCookie(request) ? null : 'no-token';
    },
    opensWithToken(request) {
      const [path, query = ''] = (request.url ?? '').split('?', 2);
      const given = new URLSearchParams(query).get('token');
      return path === '/' && given !== null && equalSecrets(given, token);
    },
    cookie: () => `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

function secret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** Compares digests, so that neither the length nor the first different character shows in the time taken. */
function equalSecrets(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
