import type { Weight } from '../checkpoint/model-weights.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { type Quantised, quantiseRows, quantiseTransposed } from './quantise.ts';
import { addBias, bytesOf, floatWeight, type LinearLayer, type WeightFormat } from './weight-format.ts';

/** Zero of the unsigned table, which is what `GatherBlockQuantized` assumes where it is not told. */
const TABLE_ZERO = 128;
/** Block sizes that the operator takes, largest first: all blocks of a row have one scale anyway. */
const TABLE_BLOCKS = [128, 64, 32, 16];

/**
 * The shipped int8 weights, made float32 on the device and multiplied there over token states of any rank: a quarter of
 * the memory of float32, and no operator that a GPU lacks. docs/decisions/0017-providers.md
 */
export const deviceFormat: WeightFormat = {
  linear(graph, rows, layers) {
    return layers.map((layer) => multiply(graph, rows, layer));
  },
  gated(graph, rows, { gate, up, down }, activate) {
    const opened = activate(multiply(graph, rows, gate));
    return multiply(graph, graph.op('Mul', [opened, multiply(graph, rows, up)]), down);
  },
  lookup(graph, table, ids) {
    const [vocabulary, width] = table.shape as [number, number];
    const block = TABLE_BLOCKS.find((size) => width % size === 0);
    if (block === undefined) return graph.op('Gather', [floatWeight(graph, table), ids]);
    const quantise = table.readQuantised ?? (async () => quantiseRows(await table.read(), width));
    const values = graph.weight({
      name: table.name,
      type: 'uint8',
      shape: table.shape,
      bytes: async () => Uint8Array.from((await quantise()).values, (value) => value + TABLE_ZERO),
    });
    const blocks = width / block;
    const scales = scaleWeight(graph, table, [vocabulary, blocks], async () =>
      repeated((await quantise()).scales, blocks),
    );
    const attributes = { bits: 8, block_size: block, gather_axis: 0, quantize_axis: 1 };
    return graph.contrib('GatherBlockQuantized', [values, ids, scales], attributes);
  },
};

function multiply(graph: GraphBuilder, rows: Value, { weight, bias }: LinearLayer): Value {
  const [outputs, inputs] = weight.shape as [number, number];
  const quantise: () => Promise<Quantised> =
    weight.readQuantised ?? (async () => quantiseTransposed(await weight.read(), outputs, inputs));
  const values = graph.weight({
    name: weight.name,
    type: 'int8',
    shape: [inputs, outputs],
    bytes: async () => bytesOf((await quantise()).values),
  });
  const scales = scaleWeight(graph, weight, [outputs], async () => (await quantise()).scales);
  const floats = graph.op('DequantizeLinear', [values, scales], { axis: 1 });
  return addBias(graph, graph.op('MatMul', [rows, floats]), bias);
}

function scaleWeight(
  graph: GraphBuilder,
  { name }: Weight,
  shape: readonly number[],
  scales: () => Promise<Float32Array>,
): Value {
  return graph.weight({
    name: `${name}.scale`,
    type: 'float32',
    shape,
    bytes: async () => bytesOf(await scales()),
  });
}

/** Each value `times` in a row. */
function repeated(values: Float32Array, times: number): Float32Array {
  return Float32Array.from({ length: values.length * times }, (_, i) => values[Math.floor(i / times)]!);
}
