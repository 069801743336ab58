import { describe, expect, it } from 'vitest';
import { isPermitted } from './permissions.ts';

describe('permissions', () => {
  it('let the page copy', () => {
    expect(isPermitted('clipboard-sanitized-write', 'app://semblance')).toBe(true);
    expect(isPermitted('clipboard-sanitized-write', 'app://semblance/index.html')).toBe(true);
  });

  it('let no other page do so', () => {
    expect(isPermitted('clipboard-sanitized-write', 'https://example.org')).toBe(false);
  });

  it.each(['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fileSystem', 'usb'])(
    'do not include %s',
    (permission) => {
      expect(isPermitted(permission, 'app://semblance')).toBe(false);
    },
  );
});
