import { describe, expect, it } from 'vitest';
import { randomNumbers, shuffled } from './random-texts.ts';
import { coverWithStars, type Star, type Tie } from './star-cover.ts';

type Apart = readonly (readonly [number, number])[];

const byNumber = (a: number, b: number) => a - b;
const tie = (first: number, second: number, similarity = 0.95): Tie => ({ first, second, similarity });
const cover = (ties: readonly Tie[], apart: Apart = []) =>
  coverWithStars(ties, {
    precedence: byNumber,
    apartFrom: (passage) =>
      new Set(apart.filter((pair) => pair.includes(passage)).map(([a, b]) => (a === passage ? b : a))),
    isCopy: ({ similarity }) => similarity === 1,
    coverage: (_, { similarity }) => similarity,
  });
/** Every two of the passages are tied. */
const clique = (passages: readonly number[], similarity: (a: number, b: number) => number) =>
  passages.flatMap((a) => passages.filter((b) => b > a).map((b) => tie(a, b, similarity(a, b))));
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

function randomApart(seed: number): Apart {
  const below = randomNumbers(1000 + seed);
  return Array.from({ length: 25 }, () => [below(60), below(60)] as const).filter(([a, b]) => a !== b);
}

describe('groups', () => {
  it('put the passage to keep first where there are two', () => {
    expect(cover([tie(2, 1)]).map(passagesOf)).toEqual([[1, 2]]);
  });

  it('put the passage first that most others repeat', () => {
    expect(cover([tie(1, 3, 0.9), tie(2, 3, 0.99), tie(3, 4, 0.95)]).map(passagesOf)).toEqual([[3, 2, 4, 1]]);
  });

  it('have for a reference one of the most copies, though an edited one precedes', () => {
    const similarity = (a: number, b: number) => (a >= 3 && b >= 3 ? 1 : 0.96);
    expect(cover(clique([1, 2, 3, 4, 5], similarity)).map(passagesOf)).toEqual([[3, 4, 5, 1, 2]]);
  });

  it('have for a reference, where no two are copies, the one most like all others', () => {
    const similarity = (a: number, b: number) => (a === 3 || b === 3 ? 0.97 : 0.92);
    expect(cover(clique([1, 2, 3, 4], similarity)).map(passagesOf)).toEqual([[3, 1, 2, 4]]);
  });

  it('keep a reference that is tied to most, whatever copies are among the others', () => {
    const spokes = [2, 3, 4, 5, 6, 7].map((spoke) => tie(1, spoke));
    expect(cover([...spokes, tie(6, 7, 1)])[0]?.reference).toBe(1);
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

describe('passages that are kept apart', () => {
  const alike = () => 0.95;

  it('leave each other, and the one that goes sits beside the one most like it', () => {
    const similarity = (a: number, b: number) => (a === 2 && b === 4 ? 0.96 : 0.95);
    expect(cover(clique([1, 2, 3, 4], similarity), [[1, 4]]).map(passagesOf)).toEqual([
      [2, 4, 3],
      [2, 1],
    ]);
    expect(cover(clique([1, 2, 3, 4], similarity), [[2, 4]]).map(passagesOf)).toEqual([
      [1, 2, 3],
      [1, 4],
    ]);
  });

  it('are in no group where they had but each other', () => {
    expect(cover([tie(1, 2)], [[1, 2]])).toEqual([]);
  });

  it('take those along that are in no group yet', () => {
    const ties = [...clique([1, 2, 3, 4], alike), ...clique([4, 5, 6], alike)];
    for (const star of cover(ties, [[1, 4]])) {
      expect(passagesOf(star)).not.toEqual(expect.arrayContaining([1, 4]));
    }
    expect(cover(ties, [[1, 4]]).map(passagesOf)).toContainEqual([4, 2, 3, 5, 6]);
  });
});

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

describe('for any ties and any pairs kept apart, groups', () => {
  it.each(SEEDS)('never hold both of a pair (%i)', (seed) => {
    const apart = randomApart(seed);
    for (const star of cover(randomTies(seed), apart)) {
      const held = new Set(passagesOf(star));
      for (const [one, other] of apart) expect(held.has(one) && held.has(other)).toBe(false);
    }
  });

  it.each(SEEDS)('hold every passage that is tied to one it may be with, and no other (%i)', (seed) => {
    const apart = randomApart(seed);
    const isApart = ({ first, second }: Tie) =>
      apart.some((pair) => pair.includes(first) && pair.includes(second));
    const left = randomTies(seed).filter((one) => !isApart(one));
    expect(new Set(cover(randomTies(seed), apart).flatMap(passagesOf))).toEqual(
      new Set(left.flatMap(({ first, second }) => [first, second])),
    );
  });

  it.each(SEEDS)('are the same whatever the order (%i)', (seed) => {
    const [ties, apart] = [randomTies(seed), randomApart(seed)];
    const turned = shuffled(ties, randomNumbers(seed + 99));
    expect(cover(turned, shuffled(apart, randomNumbers(seed))).map(passagesOf)).toEqual(
      cover(ties, apart).map(passagesOf),
    );
  });
});

describe('for any ties, groups', () => {
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
