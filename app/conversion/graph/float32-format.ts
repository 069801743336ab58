import { addBias, floatWeight, type WeightFormat } from './weight-format.ts';

/** Weights as float32: the reference that the others are measured against, and what every provider can run. */
export const float32Format: WeightFormat = {
  name: 'fp32',
  linear(graph, rows, layers) {
    return layers.map(({ weight, bias }) => {
      const product = graph.op('Gemm', [rows, floatWeight(graph, weight)], { transB: 1 });
      return addBias(graph, product, bias);
    });
  },
  lookup(graph, table, ids) {
    return graph.op('Gather', [floatWeight(graph, table), ids]);
  },
};
