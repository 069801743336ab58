import { describe, expect, it } from 'vitest';
import { TwinGroups } from './twin-groups.ts';
import { VectorSet } from './vector-set.ts';

function twinsOf(rows: Record<number, number[]>) {
  const set = new VectorSet(4);
  for (const [id, data] of Object.entries(rows)) {
    set.add({ ids: [Number(id)], data: Int8Array.from(data), scales: [1] });
  }
  const labels = new Set<number>();
  const twins = new TwinGroups(set, (id) => labels.has(id));
  const join = (...ids: number[]) => {
    for (const id of ids) {
      if (twins.joinTwin(id)) continue;
      twins.found(id);
      labels.add(id);
    }
  };
  return { labels, set, twins, join };
}

const SAME = [1, 2, 3, 4];

describe('TwinGroups', () => {
  it('gives equal vectors one label, the first id', () => {
    const { twins, labels, join } = twinsOf({ 1: SAME, 2: [4, 3, 2, 1], 3: SAME });
    join(1, 2, 3);
    expect([...labels]).toEqual([1, 2]);
    expect([...twins.membersOf(1)]).toEqual([1, 3]);
    expect([...twins.membersOf(2)]).toEqual([2]);
  });

  it('keeps a label until the last id behind it has left, whichever that is', () => {
    const { twins, labels, set, join } = twinsOf({ 1: SAME, 3: SAME, 5: SAME });
    join(1, 3);
    expect(twins.leave(1)).toBeNull();
    set.remove([1]);
    expect(twins.has(1)).toBe(false);
    expect([...twins.membersOf(1)]).toEqual([3]);
    join(5);
    expect([...labels]).toEqual([1]);
    expect(twins.leave(3)).toBeNull();
    expect(twins.leave(5)).toBe(1);
    labels.delete(1);
    expect([...twins.membersOf(1)]).toEqual([]);
  });

  it('takes an equal vector as a new label once the old label is gone', () => {
    const { twins, labels, join } = twinsOf({ 1: SAME, 3: SAME });
    join(1);
    labels.delete(twins.leave(1)!);
    join(3);
    expect([...labels]).toEqual([3]);
  });
});
