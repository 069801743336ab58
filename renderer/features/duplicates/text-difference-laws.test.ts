import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DifferenceRow } from './side-by-side.ts';
import { differenceOf } from './text-difference.ts';

const WORDS = ['the', 'old', 'oak', 'fell', 'storm', 'Größe', '語', '🐈‍⬛', 'e.g.'];
const SPACES = [' ', '  ', '\n', '. ', ', ', '! '];
const text = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...SPACES)), { maxLength: 40 })
  .map((pieces) => pieces.flat().join(''));
/** Two texts, one of which is the other with some pieces taken out or put in. */
const pair = fc.oneof(
  fc.tuple(text, text),
  fc.tuple(text, text, text).map(([a, b, c]): [string, string] => [a + c, a + b + c]),
);

const plain = (rows: readonly DifferenceRow[], side: 'left' | 'right') =>
  rows.flatMap((row) => row[side].map(({ text: part }) => part)).join('');
const marked = (rows: readonly DifferenceRow[], side: 'left' | 'right') =>
  rows.flatMap((row) => row[side]).filter(({ isShared }) => !isShared);

describe('for any two texts, their difference', () => {
  it('is made of the texts themselves, whole', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const { rows } = differenceOf(left, right);
        expect([plain(rows, 'left'), plain(rows, 'right')]).toEqual([left, right]);
      }),
    );
  });

  it('marks nothing in a text beside itself', () => {
    fc.assert(
      fc.property(text, (value) => {
        const { rows, words, isReworded } = differenceOf(value, value);
        expect([...marked(rows, 'left'), ...marked(rows, 'right')]).toEqual([]);
        expect([words.left, words.right, isReworded]).toEqual([0, 0, false]);
      }),
    );
  });

  it('counts every word of a text that is not reworded, whichever side it stands on', () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const [one, other] = [differenceOf(left, right), differenceOf(right, left)];
        fc.pre(!one.isReworded && !other.isReworded);
        expect(one.words.left + one.words.shared).toBe(other.words.right + other.words.shared);
        expect(one.words.right + one.words.shared).toBe(other.words.left + other.words.shared);
      }),
    );
  });
});
