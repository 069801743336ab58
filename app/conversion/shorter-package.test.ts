import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixtureFolder, fixtureReference } from './fixture-models.ts';
import { convertModel, deriveSentenceGraph, makeShorterPackage, verifyPackage } from './index.ts';
import { lowestCosine } from './verify/compare-vectors.ts';
import { GraphSession } from './verify/graph-session.ts';

const rows = (await fixtureReference('tiny-llama')).rows.map(({ ids }) => ids);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-shorter-'));
  await convertModel({
    ...{ hfFolder: fixtureFolder('tiny-llama'), outDir: join(folder, 'whole'), firstBidirectionalLayer: 3 },
    ...{ pooling: 'mean', pooledStates: 'residual', exitLayers: [2, 4] },
  });
});
afterAll(() => rm(folder, { recursive: true }));

it('is a sound package of the first layers, which gives what the whole model gives after them', async () => {
  const [whole, shorter] = [join(folder, 'whole'), join(folder, 'shorter')];
  const card = await makeShorterPackage(whole, 4, shorter);
  expect(card).toMatchObject({ layers: 4, firstBidirectionalLayer: 3, exitLayers: [2, 4], scores: {} });
  expect(await verifyPackage(shorter)).toMatchObject({ passed: true });
  const graph = await deriveSentenceGraph(whole, { precision: 'int8', exitLayer: 4 });
  await using expected = await GraphSession.ofGraph(graph);
  await using found = await GraphSession.open(join(shorter, 'onnx', 'model_int8.onnx'));
  const [a, b] = [await found.encode(rows), await expected.encode(rows)];
  expect(lowestCosine(a.vectors, b.vectors)).toBeGreaterThan(0.999999);
});

it('is not made of a package that lacks its files', async () => {
  await expect(makeShorterPackage(join(folder, 'none'), 2, join(folder, 'of-none'))).rejects.toMatchObject({
    code: 'conversion.not-a-package',
  });
});
