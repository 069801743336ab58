import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseRanks, type RankedList } from './rank-fusion.ts';

const key = fc.integer({ min: 0, max: 40 });
const list: fc.Arbitrary<RankedList<number>> = fc.record({
  keys: fc.uniqueArray(key, { maxLength: 30 }),
  weight: fc.integer({ min: 1, max: 8 }),
});
const lists = fc.array(list, { maxLength: 4 });
const scoresOf = (fused: readonly { key: number; score: number }[]) =>
  new Map(fused.map((hit) => [hit.key, hit.score]));

describe('for any ranked lists, fusing', () => {
  it('keeps every key once, best first', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const fused = fuseRanks(given);
        expect(new Set(fused.map((hit) => hit.key))).toEqual(new Set(given.flatMap(({ keys }) => keys)));
        expect(fused).toHaveLength(new Set(fused.map((hit) => hit.key)).size);
        expect(fused.map(({ score }) => score)).toEqual(
          fused.map(({ score }) => score).toSorted((a, b) => b - a),
        );
      }),
    );
  });

  it('gives no key less than any one list gives it, nor more than all would give their first', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const fused = scoresOf(fuseRanks(given));
        const most = given.reduce((sum, { weight }) => sum + weight / 61, 0);
        for (const { keys, weight } of given) {
          for (const [index, one] of keys.entries()) {
            expect(fused.get(one)).toBeGreaterThanOrEqual(weight / (61 + index));
            expect(fused.get(one)).toBeLessThanOrEqual(most + 1e-12);
          }
        }
      }),
    );
  });

  it('lets a key that rises in one list never fall behind another', () => {
    fc.assert(
      fc.property(lists, list, fc.nat(29), (others, { keys, weight }, at) => {
        fc.pre(keys.length > 1);
        const lower = 1 + (at % (keys.length - 1));
        const [risen, passed] = [keys[lower]!, keys[lower - 1]!];
        const before = scoresOf(fuseRanks([...others, { keys, weight }]));
        const swapped = keys.with(lower, passed).with(lower - 1, risen);
        const after = scoresOf(fuseRanks([...others, { keys: swapped, weight }]));
        expect(after.get(risen)! - before.get(risen)!).toBeGreaterThan(0);
        expect(after.get(passed)! - before.get(passed)!).toBeLessThan(0);
        for (const one of before.keys()) {
          if (one !== risen && one !== passed) expect(after.get(one)).toBe(before.get(one));
        }
      }),
    );
  });
});
