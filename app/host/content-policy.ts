/**
 * The Content-Security-Policy of the window, under every host: scripts, styles and fonts are its own, nothing may frame
 * it, and it may talk to nothing but what is named.
 * @param connections  what else than a port from its shell the page may connect to.
 */
export function contentPolicy(connections: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ...(connections.length > 0 ? [`connect-src ${connections.join(' ')}`] : []),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
