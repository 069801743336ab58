import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureDecoder, fixtureFolder, fixtureReference } from './fixture-models.ts';
import { int8Format } from './graph/int8-format.ts';
import { sentenceGraph } from './graph/sentence-graph.ts';
import { convertModel, deriveAllLayersGraph, deriveSentenceGraph } from './index.ts';
import { readInitializers } from './onnx/read-model.ts';
import { lowestCosine } from './verify/compare-vectors.ts';
import { GraphSession } from './verify/graph-session.ts';

const rows = (await fixtureReference('tiny-llama')).rows.map(({ ids }) => ids);
const choices = { firstBidirectionalLayer: 3, pooling: 'mean', pooledStates: 'residual' } as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-derive-'));
  await convertModel({ hfFolder: fixtureFolder('tiny-llama'), outDir: join(folder, 'tiny'), ...choices });
});
afterAll(() => rm(folder, { recursive: true }));

const dir = () => join(folder, 'tiny');

describe('graphs derived from a package', () => {
  it('hold the very integers and scales that the package ships', async () => {
    const derived = await deriveSentenceGraph(dir(), { precision: 'int8' });
    const shipped = await readInitializers(join(dir(), 'onnx', 'model_int8.onnx'));
    for (const { name, bytes } of derived.initializers) {
      expect(Buffer.compare(await bytes(), await shipped.get(name)!.bytes())).toBe(0);
    }
  });

  it('leave the model at an exit layer as the original weights do', async () => {
    const original = sentenceGraph(await fixtureDecoder('tiny-llama'), int8Format, {
      ...choices,
      exitLayer: 2,
    });
    await using expected = await GraphSession.ofGraph(original);
    await using derived = await GraphSession.ofGraph(
      await deriveSentenceGraph(dir(), { precision: 'int8', exitLayer: 2 }),
    );
    const [a, b] = [await derived.encode(rows), await expected.encode(rows)];
    expect(lowestCosine(a.vectors, b.vectors)).toBeGreaterThan(0.99999);
  });

  it('give the fp32 form of the shipped weights', async () => {
    await using exact = await GraphSession.ofGraph(await deriveSentenceGraph(dir(), { precision: 'fp32' }));
    await using layers = await GraphSession.ofGraph(await deriveAllLayersGraph(dir(), { precision: 'fp32' }));
    await using shipped = await GraphSession.open(join(dir(), 'onnx', 'model_int8.onnx'));
    const vectors = (await exact.encode(rows)).vectors;
    expect(lowestCosine(vectors, (await layers.encodeLayers(rows, 3)).at(-1)!.vectors)).toBeGreaterThan(
      0.999999,
    );
    expect(lowestCosine(vectors, (await shipped.encode(rows)).vectors)).toBeGreaterThan(0.99);
  });

  it('need a model file that can be read', async () => {
    await writeFile(join(dir(), 'onnx', 'model_int8.onnx'), 'no protobuf');
    await expect(deriveSentenceGraph(dir(), { precision: 'fp32' })).rejects.toMatchObject({
      code: 'conversion.bad-package',
    });
  });
});
