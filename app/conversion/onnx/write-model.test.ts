import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureDecoder, fixtureReference } from '../fixture-models.ts';
import { int8Format } from '../graph/int8-format.ts';
import { sentenceGraph } from '../graph/sentence-graph.ts';
import { modelBytes, writeModel } from '../index.ts';
import { GraphSession } from '../verify/graph-session.ts';
import { readInitializers } from './read-model.ts';

const graph = sentenceGraph(await fixtureDecoder('tiny-llama'), int8Format, {
  firstBidirectionalLayer: 3,
  pooling: 'mean',
  pooledStates: 'normed',
});
const rows = (await fixtureReference('tiny-llama')).rows.map(({ ids }) => ids);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-onnx-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function vectorsOf(path: string) {
  await using session = await GraphSession.open(path);
  return (await session.encode(rows)).vectors;
}

describe('writeModel', () => {
  it('keeps the weights in the model file below the limit', async () => {
    const path = join(folder, 'model.onnx');
    await writeModel(graph, path);
    expect(await readdir(folder)).toEqual(['model.onnx']);
    expect((await modelBytes(graph)).length).toBe((await stat(path)).size);
  });

  it('puts them in a second file above it; the model computes the same', async () => {
    const [inline, external] = [join(folder, 'inline.onnx'), join(folder, 'external.onnx')];
    await writeModel(graph, inline);
    await writeModel(graph, external, { inlineLimitBytes: 50_000 });
    expect(await readdir(folder)).toEqual(['external.onnx', 'external.onnx_data', 'inline.onnx']);
    expect((await stat(`${external}_data`)).size).toBeGreaterThan(50_000);
    expect(await vectorsOf(external)).toEqual(await vectorsOf(inline));
  });

  it.each([
    ['inline', undefined],
    ['external', 50_000],
  ] as const)('writes %s weights that are read back unchanged', async (_, inlineLimitBytes) => {
    const path = join(folder, 'model.onnx');
    await writeModel(graph, path, inlineLimitBytes ? { inlineLimitBytes } : {});
    const stored = await readInitializers(path);
    expect(stored.size).toBe(graph.initializers.length);
    for (const { name, shape, bytes } of graph.initializers) {
      expect(stored.get(name)?.shape).toEqual(shape);
      expect(Buffer.compare(await stored.get(name)!.bytes(), await bytes())).toBe(0);
    }
  });
});
