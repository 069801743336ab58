import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppLink, appLinkAmong, formatAppLink, parseAppLink } from './app-link.ts';

const filters = fc.record(
  {
    type: fc.uniqueArray(fc.constantFrom('markdown' as const, 'text' as const, 'html' as const), {
      minLength: 1,
    }),
    tag: fc.array(fc.string({ maxLength: 20, unit: 'binary' }), { minLength: 1, maxLength: 3 }),
    changedWithinDays: fc.constantFrom(1 as const, 7 as const, 30 as const, 365 as const),
  },
  { requiredKeys: [] },
);
// Lone surrogates cannot be written in an address.
const text = (maxLength: number) => fc.string({ minLength: 1, maxLength, unit: 'grapheme' });
const anyLink: fc.Arbitrary<AppLink> = fc.oneof(
  fc.record({
    kind: fc.constant('search' as const),
    query: text(100),
    mode: fc.constantFrom('hybrid' as const, 'meaning' as const, 'words' as const),
    filters,
  }),
  fc.record(
    { kind: fc.constant('open' as const), document: text(100), sentence: fc.nat() },
    { requiredKeys: ['kind', 'document'] },
  ),
);

describe('links into the app', () => {
  it('lead back to what they were made of', () => {
    fc.assert(
      fc.property(anyLink, (link) => {
        expect(parseAppLink(formatAppLink(link))).toEqual(AppLink.parse(link));
      }),
    );
  });

  it('are links of the schema, or none, whatever is written', () => {
    const parameter = fc.tuple(
      fc.constantFrom('q', 'by', 'type', 'tag', 'days', 'document', 'sentence', 'x', '__proto__'),
      fc.oneof(fc.string(), fc.constantFrom('1e3', '-1', 'words', 'markdown', '../../etc', '0x10')),
    );
    const written = fc
      .tuple(
        fc.constantFrom(
          'semblance://search',
          'semblance://open',
          'semblance:open',
          'SEMBLANCE://OPEN',
          'file://open',
        ),
        fc.array(parameter, { maxLength: 5 }),
        fc.constantFrom('', '#x', '/', '/a'),
      )
      .map(([start, parts, end]) => `${start}?${new URLSearchParams(parts)}${end}`);
    fc.assert(
      fc.property(fc.oneof(written, fc.string()), (link) => {
        const parsed = parseAppLink(link);
        if (parsed === null) return;
        expect(AppLink.parse(parsed)).toEqual(parsed);
        expect(parseAppLink(formatAppLink(parsed))).toEqual(parsed);
      }),
    );
  });

  it.each([
    'semblance://search',
    'semblance://search?q=',
    'semblance://search?q=a&q=b',
    'semblance://search?q=a&by=magic',
    'semblance://search?q=a&days=2',
    'semblance://search?q=a&document=/etc/passwd',
    'semblance://open?sentence=3',
    'semblance://open?document=/a.md&sentence=1e3',
    'semblance://open?document=/a.md&sentence=-1',
    'semblance://open/elsewhere?document=/a.md',
    'semblance://me@open?document=/a.md',
    'semblance://open?document=/a.md#x',
    'semblance://delete?document=/a.md',
    'https://open?document=/a.md',
  ])('are not: %s', (link) => expect(parseAppLink(link)).toBeNull());

  it('are of a length that an address has', () => {
    expect(parseAppLink(`semblance://search?q=${'a'.repeat(9_000)}`)).toBeNull();
  });

  it('are found among the arguments of a program', () => {
    const args = ['/usr/bin/semblance-desktop', '--library', '/notes', 'semblance://search?q=late%20frost'];
    expect(appLinkAmong(args)).toMatchObject({ kind: 'search', query: 'late frost' });
    expect(appLinkAmong(args.slice(0, 3))).toBeNull();
    expect(appLinkAmong(['--flag', 'semblance:nonsense'])).toBeNull();
  });
});
