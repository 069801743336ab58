import { describe, expect, it } from 'vitest';
import { VERDICT_STARTS } from '../contracts/compare.ts';
import { verdictOf } from './verdict.ts';

describe('the verdict', () => {
  it('goes from unrelated to same as the cosine rises', () => {
    const words = Array.from({ length: 201 }, (_, i) => verdictOf(i / 100 - 1, 0));
    expect([...new Set(words)]).toEqual(['unrelated', 'related', 'close', 'same']);
    for (const [word, start] of VERDICT_STARTS) expect(verdictOf(start, 0)).toBe(word);
  });

  it('counts from where unrelated sentences are, as some models call everything alike', () => {
    expect(verdictOf(0.75, 0.02)).toBe('close');
    expect(verdictOf(0.75, 0.72)).toBe('unrelated');
    expect(verdictOf(1, 0.72)).toBe('same');
  });
});
