import { isOwnAddress } from '../ipc/own-page.ts';

/** Putting text and pictures on the clipboard is all that the page may ask of the system; reading it is not. */
const GRANTED = 'clipboard-sanitized-write';

/** @param requestedBy  address or origin of the page that asks. */
export function isPermitted(permission: string, requestedBy: string): boolean {
  return permission === GRANTED && isOwnAddress(requestedBy);
}
