import { describe, expect, it } from 'vitest';
import { clusteredVectors, rowsOf } from './clustered-vectors.ts';
import { dequantise, dot } from './quantise.ts';
import { type Neighbours, VectorSet } from './vector-set.ts';

/** What search must equal: every stored row scored in float64, sorted. */
function bruteForce(
  set: VectorSet,
  query: Float32Array,
  k: number,
  ids: Iterable<number> = set.ids(),
): Neighbours {
  const scored = Array.from(ids, (id) => {
    const { data, scale } = set.row(id);
    return { id, score: scale * dot(query, data) };
  });
  scored.sort((a, b) => b.score - a.score || a.id - b.id);
  const best = scored.slice(0, k);
  return { ids: best.map(({ id }) => id), scores: best.map(({ score }) => score) };
}

function expectSame(found: Neighbours, expected: Neighbours): void {
  expect(found.ids).toEqual(expected.ids);
  for (const [i, score] of found.scores.entries()) expect(score).toBeCloseTo(expected.scores[i]!, 6);
}

describe('VectorSet', () => {
  it.each([3, 16, 48, 384, 1000])('finds exactly the best rows at width %i', (width) => {
    const vectors = clusteredVectors({ width });
    const set = new VectorSet(width);
    set.add(rowsOf(vectors, 1001));
    for (let i = 0; i < 5; i++) {
      const query = vectors.next().value;
      expectSame(set.search(query, 10), bruteForce(set, query, 10));
    }
  });

  it('finds exactly the best rows among given ids, passing over those it does not hold', () => {
    const vectors = clusteredVectors({ width: 32 });
    const set = new VectorSet(32);
    set.add(rowsOf(vectors, 500));
    const among = [499, 3, 3, 7, 100, 250, 9999];
    const query = vectors.next().value;
    expectSame(set.search(query, 4, among), bruteForce(set, query, 4, [499, 3, 7, 100, 250]));
    expect(set.search(query, 10, among).ids).toHaveLength(5);
    const half = [...set.ids()].filter((id) => id % 2 === 0);
    expectSame(set.search(query, 10, half), bruteForce(set, query, 10, half));
    expect(set.search(query, 10, []).ids).toEqual([]);
  });

  it('finds through codes what it finds without, when all that it has are scored', () => {
    const vectors = clusteredVectors({ width: 48 });
    const set = new VectorSet(48, 45_000);
    set.add(rowsOf(vectors, 900));
    set.startCodes(vectors.next().value);
    expect(set.isCoded).toBe(false);
    set.encodeMore(500);
    // Vectors with and without a code go, first and last ones among them, and others come.
    set.remove([1, 2, 450, 500, 501, 700, 899, 900]);
    set.add(rowsOf(vectors, 300, 2000));
    while (set.encodeMore(100));
    expect(set.isCoded).toBe(true);
    set.remove([3, 2299, 2010, 800]);
    set.add(rowsOf(vectors, 50, 3000));
    for (let i = 0; i < 20; i++) {
      const query = vectors.next().value;
      expect(set.searchCoded(query, 10, set.size)).toEqual(set.search(query, 10));
      const [nearest] = set.searchCoded(dequantise(set.row(3000 + i)), 1, 1).ids;
      expect(nearest).toBe(3000 + i);
    }
  });

  it('finds nothing in an empty set', () => {
    expect(new VectorSet(4).search(Float32Array.of(1, 0, 0, 0), 3)).toEqual({ ids: [], scores: [] });
  });

  it('orders equal rows by id', () => {
    const set = new VectorSet(2);
    const row = Int8Array.of(127, 0);
    for (const id of [9, 4, 7]) set.add({ ids: [id], data: row, scales: [1 / 127] });
    expect(set.search(Float32Array.of(1, 0), 2).ids).toEqual([4, 7]);
  });

  it('gives a stored unit vector the score 1 with itself', () => {
    const vectors = clusteredVectors({ width: 64 });
    const set = new VectorSet(64);
    set.add(rowsOf(vectors, 20));
    expect(set.search(dequantise(set.row(13)), 1)).toEqual({ ids: [13], scores: [expect.closeTo(1, 5)] });
  });

  it('stays exact through removals and additions over several blocks', () => {
    const width = 32;
    const vectors = clusteredVectors({ width });
    const set = new VectorSet(width, 40_000);
    set.add(rowsOf(vectors, 600));
    const gone = Array.from({ length: 300 }, (_, i) => 1 + ((i * 7) % 600));
    expect(set.remove([...gone, 4711])).toEqual(gone);
    set.add(rowsOf(vectors, 100, 601));
    expect(set.size).toBe(400);
    for (let i = 0; i < 5; i++) {
      const query = vectors.next().value;
      const found = set.search(query, 20);
      expectSame(found, bruteForce(set, query, 20));
      expect(found.ids.filter((id) => gone.includes(id))).toEqual([]);
    }
    expect(set.remove([...set.ids()])).toHaveLength(400);
    expect(set.search(vectors.next().value, 5).ids).toEqual([]);
  });

  it('adds an id once: the vector of an id never changes', () => {
    const set = new VectorSet(2);
    expect(set.add({ ids: [5], data: Int8Array.of(127, 0), scales: [1 / 127] })).toEqual([5]);
    expect(set.add({ ids: [5], data: Int8Array.of(0, 127), scales: [1 / 127] })).toEqual([]);
    expect([...set.row(5).data]).toEqual([127, 0]);
  });

  it('refuses ids that a graph could not hold, and rows or queries of another width', () => {
    const set = new VectorSet(2);
    for (const id of [0, -1, 1.5, 2 ** 32]) {
      expect(() => set.add({ ids: [id], data: Int8Array.of(1, 1), scales: [1] })).toThrow(RangeError);
    }
    expect(() => set.add({ ids: [1], data: Int8Array.of(1, 1, 1), scales: [1] })).toThrow(RangeError);
    expect(() => set.search(Float32Array.of(1), 1)).toThrow(RangeError);
    expect(() => set.search(Float32Array.of(1, 0), 0)).toThrow(RangeError);
  });
});
