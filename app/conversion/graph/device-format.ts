import type { Weight } from '../checkpoint/model-weights.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { addBias, bytesOf, floatWeight, type LinearLayer, type WeightFormat } from './weight-format.ts';

/**
 * Weights as float32 and plain products over token states of any rank: what every GPU provider has a kernel for.
 * docs/decisions/0017-providers.md has the figures of the other formats.
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
    return graph.op('Gather', [floatWeight(graph, table), ids]);
  },
};

function multiply(graph: GraphBuilder, rows: Value, { weight, bias }: LinearLayer): Value {
  return addBias(graph, graph.op('MatMul', [rows, transposed(graph, weight)]), bias);
}

/** [out,in] as [in,out], which `MatMul` takes. */
function transposed(graph: GraphBuilder, { name, shape, read }: Weight): Value {
  const [outputs, inputs] = shape as [number, number];
  const bytes = async () => {
    const weight = await read();
    const columns = new Float32Array(weight.length);
    for (let row = 0; row < outputs; row++) {
      for (let i = 0; i < inputs; i++) columns[i * outputs + row] = weight[row * inputs + i]!;
    }
    return bytesOf(columns);
  };
  return graph.weight({ name, type: 'float32', shape: [inputs, outputs], bytes });
}
