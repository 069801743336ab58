import { describe, expect, it } from 'vitest';
import { comparisonOf } from '../../state/comparison-fixture.ts';
import { caution, meaningAgainstWords, placeInLibrary, sharedWords } from './answer-wording.ts';

const TEXTS = { a: 'The dog bit the man.', b: 'The man bit the dog.' };

describe('the place in the library', () => {
  it('is a percentile with what it means', () => {
    expect(placeInLibrary(comparisonOf(TEXTS, { percentile: 99 }), 500)).toBe(
      'Nearer than 99 % of random sentence pairs in your library. About one such pair in 100 comes as near.',
    );
    expect(placeInLibrary(comparisonOf(TEXTS, { percentile: 20 }), 500)).toBe(
      'Nearer than 20 % of random sentence pairs in your library.',
    );
  });

  it('at the very top claims no more than was sampled', () => {
    expect(placeInLibrary(comparisonOf(TEXTS, { percentile: 100 }), 500)).toBe(
      'Nearer than 99.99 % of random sentence pairs in your library. None of those sampled comes as near.',
    );
  });

  it('says why there is none', () => {
    expect(placeInLibrary(comparisonOf({ ...TEXTS, dimensions: 64 }), 500)).toContain('as it is made');
    expect(placeInLibrary(comparisonOf(TEXTS, { percentile: null }), 0)).toContain('empty');
    expect(placeInLibrary(comparisonOf(TEXTS, { percentile: null }), 7)).toContain('7 sentences: too few');
  });
});

describe('meaning beside words', () => {
  it.each([
    ['same', 0.9, 'Alike in words and in meaning.'],
    ['related', 0.5, 'Many of the same words, yet not the same meaning.'],
    ['close', 0.05, 'Hardly a word in common, and still close in meaning.'],
    ['related', 0, 'Hardly a word in common, yet not strangers.'],
    ['unrelated', 0, 'Neither words nor meaning in common.'],
    ['close', 0.3, 'More alike in meaning than in words.'],
    ['related', 0.3, 'Some words and some meaning in common.'],
    ['unrelated', 0.3, 'Some of the same words, yet little meaning in common.'],
  ] as const)('calls %s with %d of the words shared: %s', (verdict, jaccard, sentence) => {
    expect(meaningAgainstWords(verdict, { shared: [], jaccard })).toBe(sentence);
  });

  it('counts the words of both', () => {
    expect(sharedWords({ shared: [], jaccard: 0 })).toBe('No word stands in both.');
    expect(sharedWords({ shared: ['the'], jaccard: 0.25 })).toBe('1 word in both, 25 % of all.');
  });
});

describe('caution', () => {
  const close = (part: object) => comparisonOf(TEXTS, { verdict: 'same', ...part });

  it('is asked for when only the order of the words differs', () => {
    const overlap = { shared: ['the', 'dog', 'bit', 'man'], jaccard: 1 };
    expect(caution(TEXTS.a, TEXTS.b, close({ overlap }))).toContain('Who did what to whom');
    expect(caution(TEXTS.a, TEXTS.a, close({ overlap }))).toBeNull();
  });

  it('is asked for when one text negates and the other does not', () => {
    expect(caution('The tea is hot.', 'The tea isn’t hot.', close({}))).toContain('negates');
    expect(caution('No tea.', 'Never tea.', close({}))).toBeNull();
  });

  it('is not needed for a low score', () => {
    expect(caution('The tea is hot.', 'Not mine.', comparisonOf(TEXTS, { verdict: 'unrelated' }))).toBeNull();
  });
});
