import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Acquaintance, coverWithStars, type Star, type Tie } from './star-cover.ts';

const byNumber = (a: number, b: number) => a - b;
const KNOWN: Acquaintance<Tie> = {
  precedence: byNumber,
  apartFrom: () => new Set(),
  isCopy: ({ similarity }) => similarity >= 0.9,
  coverage: (_, { similarity }) => similarity,
};
const pair = fc.tuple(fc.nat({ max: 14 }), fc.nat({ max: 14 })).filter(([first, second]) => first !== second);
const ties: fc.Arbitrary<Tie[]> = fc
  .uniqueArray(pair, { selector: (numbers) => numbers.toSorted(byNumber).join('/'), maxLength: 40 })
  .chain((pairs) =>
    fc.tuple(
      ...pairs.map(([first, second]) =>
        fc.nat({ max: 9 }).map((n): Tie => ({ first, second, similarity: 0.5 + n / 20 })),
      ),
    ),
  );
const membersOf = ({ members }: Star<Tie>) => members.map(({ passage }) => passage);

describe('for any ties, groups', () => {
  it('hold every tied passage, each tied to the reference of its group', () => {
    fc.assert(
      fc.property(ties, (given) => {
        const stars = coverWithStars(given, KNOWN);
        const covered = new Set(stars.flatMap((star) => [star.reference, ...membersOf(star)]));
        expect(covered).toEqual(new Set(given.flatMap(({ first, second }) => [first, second])));
        for (const star of stars) {
          expect(star.members.length).toBeGreaterThan(0);
          expect(new Set(membersOf(star)).size).toBe(star.members.length);
          for (const { passage, tie } of star.members) {
            expect([tie.first, tie.second].toSorted(byNumber)).toEqual(
              [passage, star.reference].toSorted(byNumber),
            );
          }
        }
      }),
    );
  });

  it('have references of their own, no two of them tied', () => {
    fc.assert(
      fc.property(ties, (given) => {
        const stars = coverWithStars(given, KNOWN).filter(({ members }) => members.length > 1);
        const references = stars.map(({ reference }) => reference);
        expect(new Set(references).size).toBe(references.length);
        for (const { first, second } of given) {
          expect(references.includes(first) && references.includes(second)).toBe(false);
        }
      }),
    );
  });

  it('hold no two that are kept apart, and leave out none that has another tie', () => {
    fc.assert(
      fc.property(ties, fc.array(pair, { maxLength: 12 }), (given, parted) => {
        const apart = (a: number, b: number) =>
          parted.some(([one, other]) => (one === a && other === b) || (one === b && other === a));
        const apartFrom = (passage: number) =>
          new Set(Array.from({ length: 15 }, (_, other) => other).filter((other) => apart(passage, other)));
        const stars = coverWithStars(given, { ...KNOWN, apartFrom });
        const together = given.filter(({ first, second }) => !apart(first, second));
        const covered = new Set(stars.flatMap((star) => [star.reference, ...membersOf(star)]));
        expect(covered).toEqual(new Set(together.flatMap(({ first, second }) => [first, second])));
        for (const star of stars) {
          const all = [star.reference, ...membersOf(star)];
          expect(all.some((one) => all.some((other) => apart(one, other)))).toBe(false);
        }
      }),
    );
  });

  it('list the most similar first, and are the same whatever the order of the ties', () => {
    fc.assert(
      fc.property(ties, (given) => {
        const stars = coverWithStars(given, KNOWN);
        for (const { members } of stars) {
          const similarities = members.map(({ tie }) => tie.similarity);
          expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
        }
        const shape = (all: readonly Star<Tie>[]) => all.map((star) => [star.reference, ...membersOf(star)]);
        expect(shape(coverWithStars(given.toReversed(), KNOWN))).toEqual(shape(stars));
      }),
    );
  });
});
