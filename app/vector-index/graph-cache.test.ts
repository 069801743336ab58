import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clusteredVectors, rowsOf } from './clustered-vectors.ts';
import { checkGraphCache } from './graph-cache.ts';
import { VectorIndex, type VectorIndexOptions } from './vector-index.ts';
import type { VectorRows } from './vector-set.ts';

const WIDTH = 32;
const COUNT = 600;
const GOOD = { modelId: 'tiny', unit: 'passage', dimensions: WIDTH };

const vectors = clusteredVectors({ width: WIDTH, seed: 7 });
const rows = rowsOf(vectors, COUNT);
const queries = Array.from({ length: 20 }, () => vectors.next().value);

let root: string;
/** A copy of the same saved graph for every test. */
let dir: string;
let original: VectorIndex;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'semblance-graph-'));
  original = finishWork(await openIndex());
  await original.save(join(root, 'original'));
});
beforeEach(async () => {
  dir = await mkdtemp(join(root, 'copy-'));
  await cp(join(root, 'original'), dir, { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

async function openIndex(options: Partial<VectorIndexOptions> = {}, content: VectorRows = rows) {
  const index = await VectorIndex.open({
    modelId: 'tiny',
    unit: 'passage',
    width: WIDTH,
    graphFrom: 300,
    ...options,
  });
  index.add(content);
  return index;
}

function finishWork(index: VectorIndex): VectorIndex {
  while (index.work(50));
  return index;
}

async function shardPath(): Promise<string> {
  return join(dir, (await readdir(dir)).find((name) => name.endsWith('.hnsw'))!);
}

async function editHeader(change: (header: Record<string, unknown>) => void): Promise<void> {
  const path = join(dir, 'passage.json');
  const header = JSON.parse(await readFile(path, 'utf8'));
  change(header);
  await writeFile(path, JSON.stringify(header));
}

const hits = (index: VectorIndex) => queries.map((query) => index.search(query, 10).ids);

describe('a saved graph', () => {
  it('serves again without being built again, with the same results', async () => {
    const after = await openIndex();
    expect(await after.load(dir)).toEqual({ outcome: 'loaded', missing: 0, gone: 0 });
    expect(after.status()).toMatchObject({ stage: 'building', pending: 0, points: COUNT });
    finishWork(after);
    expect(after.status()).toMatchObject({ stage: 'hnsw', verdict: original.status().verdict });
    expect(hits(after)).toEqual(hits(original));
  });

  it('catches up with what was added and removed since', async () => {
    const later = await openIndex();
    later.remove([10, 20, 30]);
    later.add(rowsOf(vectors, 40, 2001));
    expect(await later.load(dir)).toEqual({ outcome: 'loaded', missing: 40, gone: 3 });
    finishWork(later);
    expect(later.status()).toMatchObject({ stage: 'hnsw', points: COUNT + 37, pending: 0 });
    expect(hits(later).flat()).not.toContain(10);
  });

  it('remembers removals and repeated vectors', async () => {
    const repeats = { ...rows, ids: Array.from({ length: COUNT }, (_, i) => 5000 + i) };
    const first = await openIndex();
    first.add(repeats);
    finishWork(first).remove([1, 2, 5001]);
    await first.save(dir);
    const second = await openIndex();
    second.add(repeats);
    second.remove([1, 2, 5001]);
    const outcome = await second.load(dir);
    finishWork(second);
    // Vector 1 is gone and its twin 5000 enters anew; 2 is gone with its twin; all other twins are found again.
    expect(outcome).toEqual({ outcome: 'loaded', missing: 1, gone: 1 });
    expect(second.status()).toMatchObject({ stage: 'hnsw', vectors: 2 * COUNT - 3, points: COUNT - 1 });
    expect(hits(second)).toEqual(hits(first));
  });

  it('can be searched and reduced while it is being saved', async () => {
    const index = finishWork(await openIndex());
    const saving = index.save(dir);
    const [nearest] = index.search(queries[0]!, 1).ids;
    index.remove([nearest!]);
    expect(index.search(queries[0]!, 10).ids).not.toContain(nearest);
    await saving;
    const later = await openIndex();
    later.remove([nearest!]);
    expect(await later.load(dir)).toMatchObject({ outcome: 'loaded', missing: 0 });
    expect(hits(finishWork(later))).toEqual(hits(index));
  });

  it('writes only shards that changed, and leaves nothing else behind', async () => {
    const index = await openIndex();
    await index.load(dir);
    const before = await shardPath();
    await index.save(dir);
    expect(await shardPath()).toBe(before);
    index.remove([1]);
    await index.save(dir);
    expect(await shardPath()).not.toBe(before);
    expect(await readdir(dir)).toHaveLength(2);
  });

  it('is what it was when a later save was cut short, and the next save clears up', async () => {
    await writeFile(join(dir, 'passage.0.2.hnsw'), 'the header was not written any more');
    await writeFile(join(dir, 'passage.1.2.hnsw.tmp'), 'half a shard');
    const index = await openIndex();
    expect(await index.load(dir)).toMatchObject({ outcome: 'loaded' });
    index.remove([1]);
    await index.save(dir);
    expect(await readdir(dir)).toHaveLength(2);
    expect(await checkGraphCache(dir, GOOD)).toMatchObject({ state: 'good' });
  });

  it('is absent where nothing was saved', async () => {
    const index = await openIndex();
    expect(await index.load(join(dir, 'nowhere'))).toEqual({ outcome: 'absent' });
  });

  it('says that it could not be saved, and what to do', async () => {
    const index = finishWork(await openIndex());
    await writeFile(join(dir, 'file'), '');
    await expect(index.save(join(dir, 'file'))).rejects.toMatchObject({
      code: 'index.not-saved',
      retryable: true,
    });
  });

  it('leaves nothing half-written behind when it cannot be saved', async () => {
    const index = finishWork(await openIndex());
    await rm(join(dir, 'passage.json'));
    await mkdir(join(dir, 'passage.json'));
    await expect(index.save(dir)).rejects.toMatchObject({ code: 'index.not-saved' });
    expect((await readdir(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('a damaged or foreign graph', () => {
  const damages: [string, RegExp, () => Promise<unknown>][] = [
    ['a cut-off file', /bytes, not/, async () => truncate(await shardPath(), 50_000)],
    ['a flipped bit', /checksum/, async () => flipBit(await shardPath(), 100_000)],
    ['a missing file', /is missing/, async () => rm(await shardPath())],
    ['a broken header', /not a header/, () => writeFile(join(dir, 'passage.json'), '{"formatVersion":1')],
    [
      'a header of another version',
      /not a header/,
      () => editHeader((h) => Object.assign(h, { formatVersion: 2 })),
    ],
    ['a header that names a file elsewhere', /not a header/, () => editHeader(pointOutside)],
    ['another model', /is about/, () => editHeader((h) => Object.assign(h, { modelId: 'other' }))],
    ['other ids', /other ids/, () => editHeader((h) => Object.assign(h, { labelsSha256: '0'.repeat(64) }))],
  ];

  it.each(damages)(
    '%s: is refused, exact search answers, and a new graph is built',
    async (_, problem, damage) => {
      await damage();
      const index = await openIndex();
      const exact = await openIndex({ loadLibrary: async () => null });
      expect(await index.load(dir)).toEqual({ outcome: 'rebuild', problem: expect.stringMatching(problem) });
      expect(index.status().stage).toBe('building');
      expect(hits(index)).toEqual(hits(exact));
      expect(finishWork(index).status().stage).toBe('hnsw');
    },
  );

  it('a graph of another width under a right header is refused before hnswlib sees it', async () => {
    const wide = 2 * WIDTH;
    const other = rowsOf(clusteredVectors({ width: wide }), COUNT);
    const index = await openIndex({ width: wide }, other);
    await editHeader((header) => Object.assign(header, { dimensions: wide }));
    expect(await index.load(dir)).toEqual({
      outcome: 'rebuild',
      problem: expect.stringContaining(`width ${wide}`),
    });
  });

  it('a cut-off graph whose header was made after the cut is refused before hnswlib sees it', async () => {
    const path = await shardPath();
    const whole = await readFile(path);
    for (const length of [40, 300, whole.length - 3]) {
      const cut = whole.subarray(0, length);
      await writeFile(path, cut);
      const sha256 = createHash('sha256').update(cut).digest('hex');
      await editHeader(({ shards }) => Object.assign((shards as object[])[0]!, { bytes: length, sha256 }));
      expect(await checkGraphCache(dir, GOOD)).toMatchObject({
        state: 'bad',
        problem: expect.stringMatching(/cut|short/),
      });
    }
  });

  it('other vectors under the same ids are noticed', async () => {
    const restored = await openIndex({}, rowsOf(vectors, COUNT));
    expect(await restored.load(dir)).toEqual({
      outcome: 'rebuild',
      problem: expect.stringContaining('other vectors'),
    });
  });
});

function pointOutside(header: { shards?: unknown }): void {
  Object.assign((header.shards as object[])[0]!, { file: '../passage.0.1.hnsw' });
}

async function flipBit(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at]! ^= 1;
  await writeFile(path, bytes);
}
