/** What of Electron's `WebFrameMain` tells whose it is. */
interface Frame {
  readonly url: string;
  readonly parent: unknown;
}

const PROTOCOL = 'app:';
const HOST = 'semblance';

/** Whether an address is one of the window's own page. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === PROTOCOL && host === HOST;
}

/** Whether a message comes from the window's own page: not from a frame inside of it, nor from one that is gone. */
export function isOwnPage(frame: Frame | null): boolean {
  return frame !== null && frame.parent === null && isOwnAddress(frame.url);
}
