import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentOf, type TemporaryLibrary, temporaryLibrary } from '../../storage/temporary-library.ts';
import { checkGraphCache, VectorIndex } from '../../vector-index/index.ts';
import { VectorHolder } from '../vector-holder.ts';

const WIDTH = 8;
const SENTENCES = 300;
const FINGERPRINT = 'fingerprint';
const QUERY = Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0);
const PATIENCE_MS = 15_000;
const HEADER = 'sentence.json';

/** What is done to the files of a graph, and what is said of it; null where a lost cache needs no word. */
const DAMAGES: readonly [what: string, note: RegExp | null, damage: () => void | Promise<void>][] = [
  ['a shard that is cut off', /bytes, not/, () => truncateSync(shard(), 5_000)],
  ['an empty shard', /bytes, not/, () => truncateSync(shard(), 0)],
  ['a shard with one bit flipped', /checksum/, () => flipBit(shard())],
  ['a shard that is deleted', /is missing/, () => rmSync(shard())],
  ['the shard of another unit', /checksum|bytes, not/, () => cpSync(shard('passage'), shard())],
  ['a header that is cut off', /not a header/, () => truncateSync(path(HEADER), 20)],
  ['a header with one bit flipped', /./, () => flipBit(path(HEADER))],
  ['an empty header', /not a header/, () => truncateSync(path(HEADER), 0)],
  ['a header that is deleted', null, () => rmSync(path(HEADER))],
  ['a whole folder that is deleted', null, () => rmSync(cache, { recursive: true })],
  ['a graph of another dimension', /16 wide/, () => saveGraph(16, FINGERPRINT)],
  ['a graph of another model', /of another/, () => saveGraph(WIDTH, 'another')],
];

let library: TemporaryLibrary;
let root: string;
/** The folder of the graphs, a copy of the same for every test. */
let cache: string;
let expected: readonly number[];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'semblance-graphs-'));
  library = await temporaryLibrary();
  const texts = Array.from({ length: SENTENCES }, (_, i) => `Sentence ${i} of a long document.`);
  await library.writer.replaceDocument(documentOf(library.source, '/notes/a.md', texts), library.model);
  cache = join(root, 'original');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await using holder = await open();
  expected = holder.search('sentence', QUERY, 10).ids;
  await untilBuilt();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  cache = mkdtempSync(join(root, 'copy-'));
  cpSync(join(root, 'original'), cache, { recursive: true });
});
afterEach(() => vi.useRealTimers());
afterAll(() => {
  library[Symbol.dispose]();
  rmSync(root, { recursive: true });
});

/** Few vectors are enough for a graph here, so that it is built in an instant. */
function open(): Promise<VectorHolder> {
  const options = {
    ...{ libraryDir: library.dir, modelId: library.model, fingerprint: FINGERPRINT, width: WIDTH },
    ...{ cacheDir: cache, resident: true },
  };
  return VectorHolder.open(options, (index) => VectorIndex.open({ ...index, graphFrom: 50 }));
}

async function untilBuilt(): Promise<void> {
  await vi.advanceTimersByTimeAsync(2_000);
  await vi.waitFor(async () => {
    for (const unit of ['sentence', 'passage']) {
      const identity = { modelId: FINGERPRINT, unit, dimensions: WIDTH };
      expect(await checkGraphCache(cache, identity)).toMatchObject({ state: 'good' });
    }
  }, PATIENCE_MS);
}

describe('the files of a graph', () => {
  it.each(DAMAGES)('%s: exact search answers, and the graph is built anew', async (_, note, damage) => {
    await damage();
    await using holder = await open();
    expect(holder.search('sentence', QUERY, 10).ids).toEqual(expected);
    expect(holder.status()).toMatchObject({
      stage: 'building',
      counts: { sentence: SENTENCES },
      note: note === null ? '' : expect.stringMatching(note),
    });
    await untilBuilt();
    await vi.waitFor(() => expect(holder.status().stage).toBe('hnsw'), PATIENCE_MS);
    expect(holder.search('sentence', QUERY, 10).ids).toEqual(expected);
    expect(existsSync(path(HEADER))).toBe(true);
  });
});

function path(name: string): string {
  return join(cache, name);
}

function shard(unit = 'sentence'): string {
  const name = readdirSync(cache).find((file) => file.startsWith(`${unit}.`) && file.endsWith('.hnsw'));
  return path(name as string);
}

function flipBit(file: string): void {
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(file, bytes);
}

/** Puts a sound graph of other vectors in the place of the one that is there. */
async function saveGraph(width: number, modelId: string): Promise<void> {
  const index = await VectorIndex.open({ modelId, unit: 'sentence', width, graphFrom: 10 });
  const ids = Array.from({ length: 60 }, (_, i) => i + 1);
  const data = Int8Array.from({ length: ids.length * width }, (_, i) => ((i * 37) % 255) - 127);
  index.add({ ids, scales: new Float32Array(ids.length).fill(1 / 127), data });
  while (index.work(50));
  await index.save(cache);
}
