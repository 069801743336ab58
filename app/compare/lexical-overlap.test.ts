import { describe, expect, it } from 'vitest';
import { lexicalOverlap } from './lexical-overlap.ts';

describe('lexical overlap', () => {
  it('counts distinct words, whatever their case and the punctuation around them', () => {
    const overlap = lexicalOverlap('The cat, the dog!', 'A dog chased THE cat.');
    expect(overlap).toEqual({ shared: ['the', 'cat', 'dog'], jaccard: 3 / 5 });
  });

  it('is nothing between texts without a word in common, or without words', () => {
    expect(lexicalOverlap('ferry', 'boat')).toEqual({ shared: [], jaccard: 0 });
    expect(lexicalOverlap('…', '?!')).toEqual({ shared: [], jaccard: 0 });
  });

  it('finds words in scripts that do not separate them', () => {
    expect(lexicalOverlap('合同将于三月到期', '三月').shared).toEqual(['三月']);
  });
});
