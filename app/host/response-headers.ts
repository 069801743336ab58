import { contentPolicy } from './content-policy.ts';

/** Headers of every response. (`'self'` does not cover `ws:` in every browser, so it is spelt out.) */
export function responseHeaders(port: number): Record<string, string> {
  return {
    'Content-Security-Policy': contentPolicy(["'self'", `ws://127.0.0.1:${port}`, `ws://localhost:${port}`]),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}
