import type { GraphBuilder, Value } from './graph-builder.ts';
import type { GatedLayers, WeightFormat } from './weight-format.ts';

/** W_down( silu(W_gate x) · (W_up x) ) over rows [N,d]; silu(x) = x · sigmoid(x). METHODS B2. */
export function swiglu(graph: GraphBuilder, format: WeightFormat, rows: Value, layers: GatedLayers): Value {
  return format.gated(graph, rows, layers, (gate) => graph.op('Mul', [gate, graph.op('Sigmoid', [gate])]));
}
