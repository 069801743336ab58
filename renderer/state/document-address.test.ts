import { describe, expect, it } from 'vitest';
import { addressOfLink, documentAddress, readDocumentAddress } from './document-address.ts';

describe('the address of a place in a document', () => {
  it.each([
    [
      { path: '/notes/late frost.md', offset: 120 },
      '#/library?document=%2Fnotes%2Flate+frost.md&sentence=120',
    ],
    [{ path: 'C:\\Notes\\a&b.md' }, '#/library?document=C%3A%5CNotes%5Ca%26b.md'],
  ])('of %o is %s, and leads back', (place, address) => {
    expect(documentAddress(place)).toBe(address);
    expect(readDocumentAddress(address)).toEqual(place);
  });

  it('is none without a document, or in another view', () => {
    expect(readDocumentAddress('#/library')).toBeNull();
    expect(readDocumentAddress('#/library?document=')).toBeNull();
    expect(readDocumentAddress('#/search?document=/a.md')).toBeNull();
  });

  it('leaves out a sentence that is no number', () => {
    expect(readDocumentAddress('#/library?document=/a.md&sentence=-1')).toEqual({ path: '/a.md' });
  });
});

it('links of either kind lead to an address', () => {
  expect(addressOfLink({ kind: 'open', document: '/a.md', sentence: 0 })).toBe(
    '#/library?document=%2Fa.md&sentence=0',
  );
  const filters = { type: ['html' as const] };
  expect(addressOfLink({ kind: 'search', query: 'frost', mode: 'words', filters })).toBe(
    '#/search?q=frost&by=words&type=html',
  );
});
