import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InferenceSession, Tensor } from '../../base/onnxruntime.ts';
import { fixtureFolder, fixtureReference } from '../fixture-models.ts';
import { convertModel, deriveDeviceGraph, deriveSentenceGraph, modelBytes } from '../index.ts';
import type { Graph } from '../onnx/graph.ts';
import { lowestCosine } from '../verify/compare-vectors.ts';
import { GraphSession } from '../verify/graph-session.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-device-graph-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Measured one by one on the WebGPU provider of onnxruntime 1.30; integer products and arithmetic on shapes are not among them. */
const DEVICE_OPERATORS = [
  ...['Add', 'And', 'Cast', 'CumSum', 'DequantizeLinear', 'Div', 'Equal', 'Gather', 'GatherBlockQuantized'],
  ...[
    'LessOrEqual',
    'MatMul',
    'Max',
    'Mul',
    'ReduceL2',
    'ReduceSum',
    'Reshape',
    'RotaryEmbedding',
    'Sigmoid',
  ],
  ...['SimplifiedLayerNormalization', 'Softmax', 'Squeeze', 'Transpose', 'Unsqueeze', 'Where'],
];

/** The vectors of texts padded to `length`. */
async function vectorsOf(graph: Graph, rows: readonly (readonly number[])[], length: number) {
  // The CPU provider would fuse products with int8 weights into approximate ones; GPU providers do not.
  const session = await InferenceSession.create(await modelBytes(graph), {
    graphOptimizationLevel: 'disabled',
  });
  const ids = new BigInt64Array(rows.length * length);
  const mask = new Int32Array(rows.length * length);
  for (const [row, tokens] of rows.entries()) {
    ids.set(tokens.map(BigInt), row * length);
    mask.fill(1, row * length, row * length + tokens.length);
  }
  const shape = [rows.length, length];
  const inputs = {
    input_ids: new Tensor('int64', ids, shape),
    attention_mask: new Tensor('int32', mask, shape),
  };
  const values = (await session.run(inputs)).sentence_embedding!.data as Float32Array;
  await session.release();
  const width = values.length / rows.length;
  return rows.map((_, row) => values.subarray(row * width, (row + 1) * width));
}

describe.each(['tiny-llama', 'tiny-llama-variants'] as const)('the graph for devices, of %s', (name) => {
  it.each([
    ['mean', 0],
    ['mean', 2],
    ['last', 1],
  ] as const)('makes the vectors of the fp32 graph, pooled by %s with k = %i', async (pooling, k) => {
    const outDir = join(folder, `${name}-${pooling}-${k}`);
    await convertModel({ hfFolder: fixtureFolder(name), outDir, firstBidirectionalLayer: k, pooling });
    const rows = (await fixtureReference(name)).rows.map(({ ids }) => ids);
    await using plain = await GraphSession.ofGraph(await deriveSentenceGraph(outDir, { precision: 'fp32' }));
    const graph = await deriveDeviceGraph(outDir);
    const longest = Math.max(...rows.map(({ length }) => length));
    const found = await vectorsOf(graph, rows, longest);
    expect(lowestCosine(found, (await plain.encode(rows)).vectors)).toBeGreaterThan(0.999999);
    expect(lowestCosine(found, await vectorsOf(graph, rows, longest + 5))).toBeGreaterThan(0.999999);
    const types = graph.nodes.map(({ type }) => type);
    expect(types.filter((type) => !DEVICE_OPERATORS.includes(type))).toEqual([]);
  });
});
