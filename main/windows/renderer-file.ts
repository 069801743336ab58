import { join, sep } from 'node:path';

const SAFE_PATH = /^\/(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/;

/** The file behind an address of the window, or null where the address is not one of a built file. */
export function rendererFile(address: string, rendererDir: string): string | null {
  const { host, pathname } = new URL(address);
  if (host !== 'semblance' || !SAFE_PATH.test(pathname)) return null;
  return join(rendererDir, pathname.replaceAll('/', sep));
}
