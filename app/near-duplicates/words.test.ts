import { describe, expect, it } from 'vitest';
import { isNegation, wordsOf } from './words.ts';

describe('the words of a text', () => {
  it.each([
    ['case', 'The Old OAK', 'the old oak'],
    ['spacing', '  the\told\n\noak ', 'the old oak'],
    ['punctuation', '“The old,” (oak)… fell!', 'the old oak fell'],
    ['the kind of apostrophe', 'It doesn’t matter', "It doesn't matter"],
    ['the width of characters', 'Ｔｈｅ ｏａｋ ２', 'the oak 2'],
    ['how accents are written', 'cre\u0301me bru\u0302le\u0301e', 'cr\u00e9me br\u00fbl\u00e9e'],
  ])('are the same whatever %s', (_, written, plain) => {
    expect(wordsOf(written)).toEqual(wordsOf(plain));
  });

  it('are characters where a script writes no spaces', () => {
    expect(wordsOf('猫が好きで、cats')).toEqual(['猫', 'が', '好', 'き', 'で', 'cats']);
  });

  it('are none of a text without letters and digits', () => {
    expect(wordsOf('— … !')).toEqual([]);
  });
});

describe('a negation', () => {
  it.each(['not', 'never', 'nobody', 'cannot', "isn't", 'nicht', 'keine', 'jamais', 'nunca'])(
    'is "%s"',
    (word) => {
      expect(isNegation(word)).toBe(true);
    },
  );

  it.each(['note', 'now', 'knot', 'want', 'the'])('is not "%s"', (word) => {
    expect(isNegation(word)).toBe(false);
  });
});
