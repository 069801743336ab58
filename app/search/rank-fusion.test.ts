import { describe, expect, it } from 'vitest';
import { fuseRanks } from './rank-fusion.ts';

const keysOf = (...lists: string[]) =>
  fuseRanks(lists.map((keys) => ({ keys: [...keys], weight: 1 }))).map(({ key }) => key);

describe('reciprocal rank fusion', () => {
  it('puts what two stages agree on before what one stage loves', () => {
    expect(keysOf('abc', 'bcd')[0]).toBe('b');
  });

  it('leaves a single list as it is', () => {
    expect(keysOf('abcd')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not depend on the order of the lists, but for ties', () => {
    const scores = (lists: string[]) =>
      new Map(
        fuseRanks(lists.map((keys) => ({ keys: [...keys], weight: 1 }))).map(({ key, score }) => [
          key,
          score,
        ]),
      );
    expect(scores(['abcde', 'edxyz', 'cb'])).toEqual(scores(['cb', 'edxyz', 'abcde']));
  });

  it('weighs stages', () => {
    const [first] = fuseRanks([
      { keys: ['a'], weight: 1 },
      { keys: ['b'], weight: 2 },
    ]);
    expect(first).toEqual({ key: 'b', score: 2 / 61 });
  });
});
