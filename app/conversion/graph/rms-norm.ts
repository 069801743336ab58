import type { Weight } from '../checkpoint/model-weights.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';
import { floatWeight } from './weight-format.ts';

/** RMSNorm over the last axis: w · x / √(mean(x²) + ε). METHODS B2; onnxruntime's fused form of it. */
export function rmsNorm(graph: GraphBuilder, rows: Value, weight: Weight, epsilon: number): Value {
  const attributes = { axis: -1, epsilon: { float: epsilon } };
  return graph.op('SimplifiedLayerNormalization', [rows, floatWeight(graph, weight)], attributes);
}
