import { describe, expect, it } from 'vitest';
import { externalAddress } from './external-address.ts';

describe('addresses for the system’s browser', () => {
  it('are those of the web, in the form in which they are opened', () => {
    expect(externalAddress('https://EXAMPLE.org/a b?c=%22#d')?.href).toBe(
      'https://example.org/a%20b?c=%22#d',
    );
  });

  it('show where they lead when letters of other scripts look like Latin ones', () => {
    expect(externalAddress('https://exаmple.org/')?.hostname).toBe('xn--exmple-4nf.org');
  });

  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'smb://server/share',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'vscode://file/etc/passwd',
    'https://user:secret@example.org/',
    'example.org',
    `https://example.org/${'a'.repeat(2000)}`,
  ])('are not %s', (address) => {
    expect(externalAddress(address)).toBeNull();
  });
});
