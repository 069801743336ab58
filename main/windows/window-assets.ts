import type { AssetManifest } from '../../app/host/asset-manifest.ts';
import { contentPolicy } from '../../app/host/content-policy.ts';
import { isOwnAddress } from '../ipc/own-page.ts';

const HEADERS = {
  'Content-Security-Policy': contentPolicy(),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** Answers a request of the window from the built renderer: an address is looked up whole and never becomes a path. */
export function answerFrom(
  assets: AssetManifest,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Response {
  const asset = method === 'GET' && isOwnAddress(url) ? assets.get(new URL(url).pathname) : undefined;
  if (!asset) return new Response('There is nothing at this address.', { status: 404, headers: HEADERS });
  return new Response(new Uint8Array(asset.body), {
    headers: { ...HEADERS, 'Content-Type': asset.contentType },
  });
}
