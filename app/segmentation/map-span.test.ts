import { describe, expect, it } from 'vitest';
import type { OffsetRun } from '../contracts/document.ts';
import { mapSpan } from './map-span.ts';

describe('mapSpan', () => {
  const source = 'a *bold* &amp; b';
  const text = 'a bold & b';
  const runs: OffsetRun[] = [
    { at: 0, source: 0, length: 2, sourceLength: 2 },
    { at: 2, source: 3, length: 4, sourceLength: 4 },
    { at: 6, source: 8, length: 1, sourceLength: 1 },
    { at: 7, source: 9, length: 1, sourceLength: 5 },
    { at: 8, source: 14, length: 2, sourceLength: 2 },
  ];

  it.each([
    ['a', 'a'],
    ['bold', 'bold'],
    ['ol', 'ol'],
    ['a bold', 'a *bold'],
    ['bold & b', 'bold* &amp; b'],
    ['&', '&amp;'],
    ['d &', 'd* &amp;'],
  ])('maps "%s" to "%s"', (readable, expected) => {
    const start = text.indexOf(readable);
    const span = mapSpan(runs, { start, end: start + readable.length });
    expect(source.slice(span.start, span.end)).toBe(expected);
  });

  it('refuses an offset without a run', () => {
    expect(() => mapSpan([], { start: 0, end: 1 })).toThrow(RangeError);
  });
});
