import type { GraphBuilder, Value } from './graph-builder.ts';
import { addBias, floatWeight, type LinearLayer, type WeightFormat } from './weight-format.ts';

/** Weights as float32: the reference that the others are measured against, and what every provider can run. */
export const float32Format: WeightFormat = {
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
  return addBias(graph, graph.op('Gemm', [rows, floatWeight(graph, weight)], { transB: 1 }), bias);
}
