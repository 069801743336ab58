import { describe, expect, it } from 'vitest';
import { isOwnAddress, isOwnPage } from './own-page.ts';

describe('who may call the shell', () => {
  it('is the page of the window', () => {
    expect(isOwnPage({ url: 'app://semblance/index.html#/library', parent: null })).toBe(true);
  });

  it('is no frame inside a page, and none that is gone', () => {
    expect(isOwnPage({ url: 'app://semblance/index.html', parent: {} })).toBe(false);
    expect(isOwnPage(null)).toBe(false);
  });

  it.each([
    '',
    'about:blank',
    'https://semblance/index.html',
    'app://elsewhere/index.html',
    'app://semblance.example/index.html',
    'app://semblance:80/index.html',
    'app://user@elsewhere/semblance',
    'file:///app/semblance/index.html',
    'data:text/html,app://semblance',
  ])('is not %j', (address) => {
    expect(isOwnAddress(address)).toBe(false);
  });
});
