import { describe, expect, it } from 'vitest';
import { comparisonOf } from '../../state/comparison-fixture.ts';
import { difference, mostChanged, sharedBeginning, strongestPairs, withBestPartner } from './token-pairs.ts';

const { tokens } = comparisonOf({ a: 'the cat sat .', b: 'one cat slept .' });
const similarity = [
  [0.6, 0.1, 0.0, 0.0],
  [0.1, 1.0, 0.2, 0.0],
  [0.0, 0.3, 0.5, 0.1],
  [0.0, 0.0, 0.1, 0.9],
];

describe('pairs of tokens', () => {
  it('join a token with its best partner, from either side', () => {
    expect(withBestPartner(similarity, 'a', 2)).toEqual({ a: 2, b: 2 });
    expect(withBestPartner(similarity, 'b', 1)).toEqual({ a: 1, b: 1 });
  });

  it('that are each other’s best come strongest first, without punctuation and the same word twice', () => {
    expect(strongestPairs({ tokens: { ...tokens, similarity } }, 5)).toEqual([
      { a: 0, b: 0, value: 0.6 },
      { a: 2, b: 2, value: 0.5 },
    ]);
  });

  it('are ordered by how much they changed', () => {
    const before = similarity.map((row, i) => row.map((value, j) => (i === 2 && j === 1 ? 0.9 : value)));
    const change = difference(similarity, before)!;
    const [first] = mostChanged(change, tokens, 1);
    expect(first).toMatchObject({ a: 2, b: 1 });
    expect(first!.value).toBeCloseTo(-0.6, 12);
  });

  it('of the same words are told once', () => {
    const { tokens } = comparisonOf({ a: 'the cat the', b: 'the dog' });
    const change = [
      [0.3, 0.1],
      [0.0, 0.2],
      [0.4, 0.1],
    ];
    expect(mostChanged(change, tokens, 3)).toEqual([
      { a: 2, b: 0, value: 0.4 },
      { a: 1, b: 1, value: 0.2 },
      { a: 0, b: 1, value: 0.1 },
    ]);
  });

  it('have no difference where one side does not show its tokens', () => {
    expect(difference(similarity, null)).toBeNull();
  });
});

describe('a shared beginning', () => {
  const beginning = (a: string, b: string) => sharedBeginning(comparisonOf({ a, b }).tokens);

  it('is told as long as both texts go on differently', () => {
    expect(beginning('the spring broke', 'the spring came early')).toEqual([0, 1]);
    expect(beginning('a spring', 'the spring')).toEqual([]);
  });

  it('is nothing to show where one text ends with it', () => {
    expect(beginning('the spring', 'the spring')).toEqual([]);
    expect(beginning('the spring broke', 'the spring')).toEqual([]);
  });
});
