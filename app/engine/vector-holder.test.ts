import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../storage/temporary-library.ts';
import { loadHnswlib } from '../vector-index/hnswlib.ts';
import { VectorIndex } from '../vector-index/index.ts';
import { VectorHolder } from './vector-holder.ts';

let library: TemporaryLibrary;
beforeEach(async () => {
  library = await temporaryLibrary();
});
afterEach(() => {
  vi.useRealTimers();
  library[Symbol.dispose]();
});

const store = (path: string, count: number) =>
  library.writer.replaceDocument(
    documentOf(
      library.source,
      path,
      Array.from({ length: count }, (_, i) => `Sentence ${i} of ${path}.`),
    ),
    library.model,
  );
const query = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0);
const open = (resident = false, openIndex = VectorIndex.open) =>
  VectorHolder.open(
    {
      libraryDir: library.dir,
      modelId: library.model,
      fingerprint: 'fingerprint',
      width: 8,
      cacheDir: join(library.dir, 'vectors'),
      resident,
    },
    openIndex,
  );

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });

async function saveGraphs(openIndex: typeof VectorIndex.open): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await using _ = await open(true, openIndex);
  await vi.advanceTimersByTimeAsync(2_000);
  await eventually(() => expect(readdirSync(join(library.dir, 'vectors'))).toContain('passage.json'));
}

describe('following changes', () => {
  it('lets searches in between the slices of a large change', async () => {
    await using holder = await open();
    const applying = holder.apply(await store('/notes/a.md', 5_000));
    const seen = new Set<number>();
    while (holder.status().counts.passage < 5_000) {
      seen.add(holder.status().counts.sentence);
      expect(holder.search('sentence', query, 3).ids.length).toBeLessThanOrEqual(3);
      await nextTurn();
    }
    await applying;
    expect([...seen]).toEqual([0, 2_000, 4_000, 5_000]);
  });

  it('keeps changes in their order', async () => {
    await using holder = await open();
    const added = holder.apply(await store('/notes/a.md', 2_100));
    const removed = holder.apply(await store('/notes/a.md', 0));
    await Promise.all([added, removed]);
    expect(holder.status().counts).toEqual({ sentence: 0, passage: 0 });
  });

  it('catches up with changes that nobody told of', async () => {
    await store('/notes/a.md', 30);
    await using holder = await open();
    await store('/notes/a.md', 0);
    await store('/notes/b.md', 20);
    await holder.catchUp();
    expect(holder.status().counts).toEqual({ sentence: 20, passage: 20 });
  });
});

describe('an examination', () => {
  it('measures what a saved graph finds, and tells when its files are damaged', async () => {
    await store('/notes/a.md', 300);
    const openIndex: typeof VectorIndex.open = (options) => VectorIndex.open({ ...options, graphFrom: 50 });
    await saveGraphs(openIndex);
    await using holder = await open(false, openIndex);
    const [sentence] = await holder.examine();
    expect(sentence).toMatchObject({
      unit: 'sentence',
      held: 300,
      stored: 300,
      files: 'good',
      problem: null,
    });
    expect(sentence?.recall).toBeGreaterThan(0.9);
    truncateSync(join(library.dir, 'vectors', 'sentence.json'), 10);
    const [damaged, passage] = await holder.examine();
    expect(damaged).toMatchObject({ files: 'bad', problem: expect.stringContaining('sentence.json') });
    expect(passage).toMatchObject({ files: 'good' });
    await holder.rebuild();
    expect((await holder.examine()).map(({ files }) => files)).toEqual(['absent', 'absent']);
  });
});

describe('codes', () => {
  const coded: typeof VectorIndex.open = (options) => VectorIndex.open({ ...options, codesFrom: 50 });

  it('are told from a graph by an examination', async () => {
    await store('/notes/a.md', 300);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await using holder = await open(true, coded);
    await vi.advanceTimersByTimeAsync(2_000);
    await eventually(() => expect(holder.status().stage).toBe('codes'));
    const [sentence] = await holder.examine();
    expect(sentence).toMatchObject({ files: 'absent', stage: 'codes' });
    expect(sentence?.recall).toBeGreaterThan(0.9);
  });

  it('make no excuse for a saved graph that finds too little', async () => {
    await store('/notes/a.md', 300);
    const openIndex: typeof VectorIndex.open = (options) => coded({ ...options, graphFrom: 50 });
    await saveGraphs(openIndex);
    const { HierarchicalNSW } = (await loadHnswlib())!;
    class BlindGraph extends HierarchicalNSW {
      override searchKnn(query: number[]) {
        return super.searchKnn(query, 1);
      }
    }
    const loadLibrary = () => Promise.resolve({ HierarchicalNSW: BlindGraph });
    await using holder = await open(false, (options) => openIndex({ ...options, loadLibrary }));
    const [sentence] = await holder.examine();
    expect(sentence).toMatchObject({ files: 'bad', problem: 'the graph finds too little' });
  });
});

describe('a graph that cannot be built', () => {
  it('leaves exact search at work and says so', async () => {
    await store('/notes/a.md', 100);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const loadLibrary = () => Promise.resolve({ HierarchicalNSW: BrokenGraph } as never);
    await using holder = await open(true, (options) =>
      VectorIndex.open({ ...options, graphFrom: 50, loadLibrary }),
    );
    await vi.advanceTimersByTimeAsync(2_000);
    await eventually(() => expect(holder.status().note).toContain('passage graph could not be built'));
    await holder.apply(await store('/notes/b.md', 10));
    expect(holder.status().counts.sentence).toBe(110);
    expect(holder.search('sentence', query, 10).ids).toHaveLength(10);
  });
});

class BrokenGraph {
  constructor() {
    throw new Error('out of memory');
  }
}
