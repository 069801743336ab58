/** One stage's candidates, best first, and how much its opinion counts. */
export interface RankedList<Key> {
  readonly keys: readonly Key[];
  readonly weight: number;
}

const RANK_CONSTANT = 60;

/**
 * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): score = Σ weight / (60 + rank), rank from 1. Only
 * ranks count, so stages with scores of different kinds mix; a key missing from a list gets nothing from it.
 * @returns keys with their scores, best first; equal scores keep the order of first appearance.
 */
export function fuseRanks<Key>(lists: readonly RankedList<Key>[]): { key: Key; score: number }[] {
  const scores = new Map<Key, number>();
  for (const { keys, weight } of lists) {
    for (const [index, key] of keys.entries()) {
      scores.set(key, (scores.get(key) ?? 0) + weight / (RANK_CONSTANT + index + 1));
    }
  }
  return Array.from(scores, ([key, score]) => ({ key, score })).sort((a, b) => b.score - a.score);
}
