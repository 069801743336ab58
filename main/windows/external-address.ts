const LONGEST = 2_000;

/**
 * An address that may be opened in the system's browser once the user has agreed to it, in full and as it will be
 * opened; null for any other. Only `https:` is among them: other schemes start programs.
 */
export function externalAddress(address: string): URL | null {
  if (address.length > LONGEST || !URL.canParse(address)) return null;
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain ? url : null;
}
