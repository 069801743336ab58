import { describe, expect, it } from 'vitest';
import { excerptAround } from './excerpt.ts';

const text = 'one two three four five six seven eight nine ten';
const placeOf = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length });

describe('an excerpt', () => {
  it('is the whole of a short text', () => {
    expect(excerptAround(text, placeOf('five'), 100)).toEqual({
      text,
      offset: 0,
      cutBefore: false,
      cutAfter: false,
    });
  });

  it('keeps whole words around the place', () => {
    const excerpt = excerptAround(text, placeOf('five'), 8);
    expect(excerpt.text).toBe('four five six');
    expect(excerpt).toMatchObject({ cutBefore: true, cutAfter: true });
    expect(text.slice(excerpt.offset)).toMatch(/^four five/);
  });

  it('does not cut off a few characters only', () => {
    expect(excerptAround(text, placeOf('three'), 7)).toMatchObject({ cutBefore: false, cutAfter: true });
  });

  it('cuts scripts without spaces at the margin', () => {
    const chinese = '春'.repeat(300);
    expect(excerptAround(chinese, { start: 150, end: 152 }, 50).text).toHaveLength(102);
  });
});
