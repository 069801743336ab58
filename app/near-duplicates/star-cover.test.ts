import { describe, expect, it } from 'vitest';
import { randomNumbers, shuffled } from './random-texts.ts';
import { coverWithStars, type Star, type Tie } from './star-cover.ts';

const byNumber = (a: number, b: number) => a - b;
const tie = (first: number, second: number, similarity = 0.95): Tie => ({ first, second, similarity });
const cover = (ties: readonly Tie[]) => coverWithStars(ties, byNumber);
const passagesOf = ({ reference, members }: Star<Tie>) => [
  reference,
  ...members.map(({ passage }) => passage),
];

function randomTies(seed: number): Tie[] {
  const below = randomNumbers(seed);
  const ties = new Map<string, Tie>();
  for (let i = 0; i < 60; i++) {
    const [first, second] = [below(30), 30 + below(30)];
    ties.set(`${first}/${second}`, tie(first, second, 0.5 + below(50) / 100));
  }
  return [...ties.values()];
}

describe('groups', () => {
  it('put the passage to keep first where there are two', () => {
    expect(cover([tie(2, 1)]).map(passagesOf)).toEqual([[1, 2]]);
  });

  it('put the passage first that most others repeat', () => {
    expect(cover([tie(1, 3, 0.9), tie(2, 3, 0.99), tie(3, 4, 0.95)]).map(passagesOf)).toEqual([[3, 2, 4, 1]]);
  });

  it('do not drift along a chain', () => {
    expect(cover([tie(1, 2), tie(2, 3), tie(3, 4), tie(4, 5)]).map(passagesOf)).toEqual([
      [2, 1, 3],
      [4, 3, 5],
    ]);
  });

  it('are none without ties', () => {
    expect(cover([])).toEqual([]);
  });
});

describe('for any ties, groups', () => {
  const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

  it.each(SEEDS)('are the same whatever the order (%i)', (seed) => {
    const ties = randomTies(seed);
    const turned = ties.map((one) =>
      one.first % 2 ? one : { ...one, first: one.second, second: one.first },
    );
    const sizes = (stars: Star<Tie>[]) => stars.map(passagesOf);
    expect(sizes(cover(shuffled(turned, randomNumbers(seed + 99))))).toEqual(sizes(cover(ties)));
  });

  it.each(SEEDS)('hold every tied passage, and only by a tie with the reference (%i)', (seed) => {
    const ties = randomTies(seed);
    const stars = cover(ties);
    expect(new Set(stars.flatMap(passagesOf))).toEqual(
      new Set(ties.flatMap(({ first, second }) => [first, second])),
    );
    for (const { reference, members } of stars) {
      for (const member of members) {
        expect(ties).toContain(member.tie);
        expect([member.tie.first, member.tie.second].sort(byNumber)).toEqual(
          [reference, member.passage].sort(byNumber),
        );
      }
    }
  });

  it.each(SEEDS)('lose passages and win none when the threshold rises (%i)', (seed) => {
    const ties = randomTies(seed);
    let before = new Set(cover(ties).flatMap(passagesOf));
    for (const threshold of [0.6, 0.7, 0.8, 0.9, 1]) {
      const now = new Set(
        cover(ties.filter(({ similarity }) => similarity >= threshold)).flatMap(passagesOf),
      );
      expect(now.difference(before).size).toBe(0);
      before = now;
    }
  });

  it.each(SEEDS)('vanish when one member is left (%i)', (seed) => {
    const ties = randomTies(seed);
    const [star] = cover(ties);
    const gone = new Set(star!.members.map(({ passage }) => passage));
    const left = cover(ties.filter(({ first, second }) => !gone.has(first) && !gone.has(second)));
    for (const group of left) expect(passagesOf(group)).not.toContain(star!.reference);
  });
});
