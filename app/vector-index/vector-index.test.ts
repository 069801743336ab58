import { describe, expect, it } from 'vitest';
import { clusteredVectors, rowsOf } from './clustered-vectors.ts';
import { type Hnswlib, loadHnswlib } from './hnswlib.ts';
import { VectorIndex, type VectorIndexOptions } from './vector-index.ts';
import type { Neighbours, VectorRows } from './vector-set.ts';

const WIDTH = 32;
const GRAPH_FROM = 500;

async function openIndex(options: Partial<VectorIndexOptions> = {}): Promise<VectorIndex> {
  return VectorIndex.open({
    modelId: 'tiny',
    unit: 'sentence',
    width: WIDTH,
    graphFrom: GRAPH_FROM,
    ...options,
  });
}

/** The same vectors without a graph: what every search must come close to, or equal. */
async function exactTwin(...rows: VectorRows[]): Promise<VectorIndex> {
  const index = await openIndex({ loadLibrary: async () => null });
  for (const part of rows) index.add(part);
  return index;
}

/** The real library, but its graphs get too few links to be of use. */
async function loadPoorLibrary(): Promise<Hnswlib> {
  const { HierarchicalNSW } = (await loadHnswlib())!;
  class SparseGraph extends HierarchicalNSW {
    override initIndex(options: unknown): void {
      super.initIndex({ ...(options as { maxElements: number }), m: 2, efConstruction: 1 });
    }
  }
  return { HierarchicalNSW: SparseGraph };
}

/** Every third vector is one of the repeated ones. */
function* withRepeats(vectors: Generator<Float32Array, never>, repeated: Float32Array[]) {
  for (let i = 0; ; i++) {
    yield vectors.next().value;
    yield vectors.next().value;
    yield repeated[i % repeated.length]!;
  }
}

function finishWork(index: VectorIndex): void {
  while (index.work(50));
}

function recall(found: Neighbours, expected: Neighbours): number {
  const worst = expected.scores.at(-1)! - 1e-6;
  return found.scores.filter((score) => score >= worst).length / expected.scores.length;
}

function meanRecall(index: VectorIndex, exact: VectorIndex, queries: Iterable<Float32Array>): number {
  const recalls = Array.from(queries, (query) => recall(index.search(query, 10), exact.search(query, 10)));
  return recalls.reduce((sum, value) => sum + value, 0) / recalls.length;
}

describe('VectorIndex', () => {
  it('scans while there are few vectors', async () => {
    const index = await openIndex();
    index.add(rowsOf(clusteredVectors({ width: WIDTH }), GRAPH_FROM - 1));
    expect(index.work(5)).toBe(false);
    expect(index.status()).toMatchObject({ stage: 'exact', withoutGraph: null, points: 0 });
  });

  it('scans while the graph is built in slices, then finds at least 98 % through it', async () => {
    const vectors = clusteredVectors({ width: WIDTH });
    const rows = rowsOf(vectors, 1500);
    const exact = await exactTwin(rows);
    const index = await openIndex();
    index.add(rows);
    const queries = Array.from({ length: 50 }, () => vectors.next().value);

    expect(index.work(1)).toBe(true);
    expect(index.status().stage).toBe('building');
    expect(index.status().pending).toBeLessThan(1500);
    expect(index.search(queries[0]!, 10)).toEqual(exact.search(queries[0]!, 10));

    finishWork(index);
    expect(index.status()).toMatchObject({ stage: 'hnsw', pending: 0, vectors: 1500 });
    expect(index.status().verdict?.recall).toBeGreaterThanOrEqual(0.98);
    expect(meanRecall(index, exact, queries)).toBeGreaterThanOrEqual(0.98);
  });

  it('finds at least 98 % where every third vector is a repeat', async () => {
    const vectors = clusteredVectors({ width: WIDTH });
    const repeated = Array.from({ length: 5 }, () => vectors.next().value);
    const rows = rowsOf(withRepeats(vectors, repeated), 1500);
    const exact = await exactTwin(rows);
    const index = await openIndex();
    index.add(rows);
    finishWork(index);
    expect(index.status()).toMatchObject({ stage: 'hnsw', points: 1005 });
    const queries = Array.from({ length: 50 }, () => vectors.next().value);
    expect(meanRecall(index, exact, queries)).toBeGreaterThanOrEqual(0.98);
  });

  it('gives exact scores, whatever found the vectors', async () => {
    const vectors = clusteredVectors({ width: WIDTH });
    const index = await openIndex();
    const rows = rowsOf(vectors, 800);
    const exact = await exactTwin(rows);
    index.add(rows);
    finishWork(index);
    const query = vectors.next().value;
    const { ids, scores } = index.search(query, 20);
    expect(scores).toEqual(exact.search(query, 20, ids).scores);
  });

  it('finds a vector as soon as it is added, and never after it is removed', async () => {
    const vectors = clusteredVectors({ width: WIDTH });
    const index = await openIndex();
    index.add(rowsOf(vectors, 800));
    finishWork(index);

    const query = vectors.next().value;
    index.add(rowsOf([query].values(), 1, 9000));
    expect(index.status()).toMatchObject({ stage: 'hnsw', pending: 1 });
    expect(index.search(query, 1).ids).toEqual([9000]);
    index.remove([9000]);
    expect(index.search(query, 1).ids).not.toEqual([9000]);

    const nearest = index.search(query, 10).ids;
    index.remove(nearest);
    expect(index.search(query, 100).ids.filter((id) => nearest.includes(id))).toEqual([]);
  });

  it('builds worn parts of the graph anew', async () => {
    const vectors = clusteredVectors({ width: WIDTH });
    const rows = rowsOf(vectors, 1500);
    const index = await openIndex();
    index.add(rows);
    finishWork(index);
    index.remove(Array.from({ length: 750 }, (_, i) => 2 * i + 1));
    finishWork(index);
    expect(index.status()).toMatchObject({ stage: 'hnsw', vectors: 750, points: 750, pending: 0 });
  });

  it('gives the graph up when few vectors are left', async () => {
    const index = await openIndex();
    index.add(rowsOf(clusteredVectors({ width: WIDTH }), 600));
    finishWork(index);
    index.remove(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(index.work(5)).toBe(false);
    expect(index.status()).toMatchObject({ stage: 'exact', points: 0, vectors: 100 });
  });

  it('scans exactly among allowed ids, few or many', async () => {
    const vectors = clusteredVectors({ width: WIDTH });
    const rows = rowsOf(vectors, 1500);
    const exact = await exactTwin(rows);
    const index = await openIndex();
    index.add(rows);
    finishWork(index);
    for (const share of [2, 100]) {
      const allowed = Float64Array.from({ length: 1500 / share }, (_, i) => 1 + i * share);
      const query = vectors.next().value;
      const found = index.search(query, 10, allowed);
      expect(found.ids.every((id) => allowed.includes(id))).toBe(true);
      expect(recall(found, exact.search(query, 10, allowed))).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('does not rely on a graph that finds too little, and says so', async () => {
    const index = await openIndex({ loadLibrary: loadPoorLibrary });
    index.add(rowsOf(clusteredVectors({ width: WIDTH }), 1500));
    finishWork(index);
    expect(index.status()).toMatchObject({ stage: 'exact', withoutGraph: 'low-recall', points: 0 });
  });

  it('does without codes where vectors are too wide for them', async () => {
    const index = await openIndex({ width: 4_096, codesFrom: 20, graphFrom: 1e6 });
    index.add(rowsOf(clusteredVectors({ width: 4_096 }), 20));
    finishWork(index);
    expect(index.status()).toMatchObject({ stage: 'exact', verdict: null });
  });

  it('scans, and says why, where hnswlib is missing', async () => {
    const index = await openIndex({ loadLibrary: async () => null });
    index.add(rowsOf(clusteredVectors({ width: WIDTH }), 1200));
    expect(index.work(5)).toBe(false);
    expect(index.status()).toMatchObject({ stage: 'exact', withoutGraph: 'no-library' });
  });

  it('goes through codes once they are made and proven, and finds at least 98 %', async () => {
    const vectors = clusteredVectors({ width: 128 });
    const rows = rowsOf(vectors, 4_000);
    const exact = await openIndex({ width: 128, codesFrom: 1e6, graphFrom: 1e6 });
    exact.add(rows);
    const index = await openIndex({ width: 128, codesFrom: 4_000, graphFrom: 1e6 });
    index.add(rows);
    const query = vectors.next().value;
    expect(index.work(0)).toBe(true);
    expect(index.status().stage).toBe('exact');
    expect(index.search(query, 10)).toEqual(exact.search(query, 10));

    finishWork(index);
    expect(index.status()).toMatchObject({ stage: 'codes', vectors: 4_000 });
    expect(index.status().verdict?.recall).toBeGreaterThanOrEqual(0.98);
    const queries = Array.from({ length: 50 }, () => vectors.next().value);
    expect(meanRecall(index, exact, queries)).toBeGreaterThanOrEqual(0.98);

    index.add(rowsOf([query].values(), 1, 9_000));
    expect(index.search(query, 1).ids).toEqual([9_000]);
    index.remove([9_000]);
    expect(index.search(query, 10).ids).not.toContain(9_000);
    expect(index.search(query, 5, [7, 8])).toEqual(exact.search(query, 5, [7, 8]));
  });
});
