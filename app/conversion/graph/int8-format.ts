import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Quantised } from './quantise.ts';
import { quantiseRows, quantiseTransposed } from './quantise.ts';
import { addBias, bytesOf, type LinearLayer, type WeightFormat } from './weight-format.ts';

/** Suffix of the tensor that holds the scales of a quantised weight. */
export const SCALE_SUFFIX = '.scale';

const FLOAT32_CODE = 1;
const ACTIVATION_MAX = 127;
/** Activations are unsigned around this zero, because onnxruntime has fast kernels for uint8 × int8 alone. */
const ACTIVATION_ZERO = 128;
/** Keeps the scale of an all-zero row from being zero. */
const SMALLEST_RANGE = 1e-30;

/**
 * int8 weights, one scale per output; activations are quantised while running, one scale per token, so the result
 * of a text does not depend on the other texts of its batch. docs/decisions/0005-int8-activation-scale.md
 */
export const int8Format: WeightFormat = {
  linear(graph, rows, layers) {
    const activations = quantiseActivations(graph, rows);
    return layers.map((layer) => multiply(graph, activations, layer));
  },
  gated(graph, rows, { gate, up, down }, activate) {
    const activations = quantiseActivations(graph, rows);
    const opened = activate(multiply(graph, activations, gate));
    if (up.bias) {
      const product = graph.op('Mul', [opened, multiply(graph, activations, up)]);
      return multiply(graph, quantiseActivations(graph, product), down);
    }
    // The scales of `up` are one factor per row; they meet those of `down`, which spares a pass over the widest rows.
    const unscaled = graph.op('Mul', [opened, multiplyUnscaled(graph, activations, up)]);
    const { values, scales } = quantiseActivations(graph, unscaled);
    return multiply(graph, { values, scales: graph.op('Mul', [scales, activations.scales]) }, down);
  },
  lookup(graph, table, ids) {
    const [vocabulary, width] = table.shape as [number, number];
    const quantise = table.readQuantised ?? (async () => quantiseRows(await table.read(), width));
    const { values, scales } = storeQuantised(graph, table.name, quantise, table.shape, [vocabulary, 1]);
    const rows = graph.op('Cast', [graph.op('Gather', [values, ids])], { to: FLOAT32_CODE });
    return graph.op('Mul', [rows, graph.op('Gather', [scales, ids])]);
  },
};

/** uint8 rows [N,d] and their scales, float32 [N,1]. */
interface Activations {
  readonly values: Value;
  readonly scales: Value;
}

/** The largest magnitude of each row becomes 127. */
function quantiseActivations(graph: GraphBuilder, rows: Value): Activations {
  const lastAxis = graph.int64([-1]);
  const highest = graph.op('ReduceMax', [rows, lastAxis], { keepdims: 0 });
  const lowest = graph.op('ReduceMin', [rows, lastAxis], { keepdims: 0 });
  const range = graph.op('Max', [highest, graph.op('Neg', [lowest]), graph.float(SMALLEST_RANGE)]);
  const scale = graph.op('Mul', [range, graph.float(1 / ACTIVATION_MAX)]);
  const zeros = graph.op('Expand', [graph.uint8(ACTIVATION_ZERO), graph.op('Shape', [scale])]);
  return {
    values: graph.op('QuantizeLinear', [rows, scale, zeros], { axis: 0 }),
    scales: graph.op('Unsqueeze', [scale, graph.int64([1])]),
  };
}

function multiply(graph: GraphBuilder, activations: Activations, layer: LinearLayer): Value {
  const scaled = graph.op('Mul', [multiplyUnscaled(graph, activations, layer), activations.scales]);
  return addBias(graph, scaled, layer.bias);
}

/** The product with the scales of the weight, but not yet those of the activations; without the bias. */
function multiplyUnscaled(graph: GraphBuilder, { values }: Activations, { weight }: LinearLayer): Value {
  const [outputs, inputs] = weight.shape as [number, number];
  const quantise =
    weight.readQuantised ?? (async () => quantiseTransposed(await weight.read(), outputs, inputs));
  const stored = storeQuantised(graph, weight.name, quantise, [inputs, outputs], [outputs]);
  const inputScale = graph.float(1);
  const inputZero = graph.uint8(ACTIVATION_ZERO);
  return graph.contrib('MatMulIntegerToFloat', [values, stored.values, inputScale, stored.scales, inputZero]);
}

/** Values and scales are quantised anew for each of the two tensors, so that neither waits in memory for the other. */
function storeQuantised(
  graph: GraphBuilder,
  name: string,
  quantise: () => Promise<Quantised>,
  shape: readonly number[],
  scaleShape: readonly number[],
) {
  const values = graph.weight({
    name,
    type: 'int8',
    shape,
    bytes: async () => bytesOf((await quantise()).values),
  });
  const scales = graph.weight({
    name: name + SCALE_SUFFIX,
    type: 'float32',
    shape: scaleShape,
    bytes: async () => bytesOf((await quantise()).scales),
  });
  return { values, scales };
}
