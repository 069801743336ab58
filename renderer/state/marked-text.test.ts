import { describe, expect, it } from 'vitest';
import { markText } from './marked-text.ts';

/** [sentence in brackets], *matched words* in stars. */
function show(text: string, sentence: [number, number] | null, words: [number, number][]): string {
  const range = ([start, end]: [number, number]) => ({ start, end });
  return markText(text, sentence && range(sentence), words.map(range))
    .map(({ inSentence, pieces }) => {
      const inner = pieces.map(({ text, isWord }) => (isWord ? `*${text}*` : text)).join('');
      return inSentence ? `[${inner}]` : inner;
    })
    .join('');
}

describe('marked text', () => {
  it('marks words inside and outside the sentence', () => {
    expect(
      show(
        'One two. Three four.',
        [9, 20],
        [
          [4, 7],
          [9, 14],
        ],
      ),
    ).toBe('One *two*. [*Three* four.]');
  });

  it('is the plain text when there is nothing to mark', () => {
    expect(show('plain', null, [])).toBe('plain');
    expect(show('', null, [])).toBe('');
  });

  it('keeps a word that crosses the end of the sentence in both', () => {
    expect(show('abcdef', [0, 3], [[2, 5]])).toBe('[ab*c*]*de*f');
  });

  it('counts overlapping words once', () => {
    expect(
      show('abcdef', null, [
        [0, 3],
        [2, 5],
        [0, 3],
      ]),
    ).toBe('*ab**c**de*f');
  });

  it('ignores what lies outside of the text', () => {
    expect(
      show(
        'abc',
        [-5, 99],
        [
          [2, 50],
          [7, 9],
          [2, 1],
        ],
      ),
    ).toBe('[ab*c*]');
  });

  it('does not tear vowel signs and accents from their letters', () => {
    expect(show('पाले से', null, [[0, 3]])).toBe('*पाले* से');
    expect(show('cafe\u0301 noir', null, [[0, 4]])).toBe('*cafe\u0301* noir');
  });

  it('keeps markup as characters', () => {
    expect(markText('<b>x</b>', null, [])[0]!.pieces).toEqual([{ text: '<b>x</b>', isWord: false }]);
  });
});
