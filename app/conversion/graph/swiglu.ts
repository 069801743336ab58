import type { GraphBuilder, Value } from './graph-builder.ts';
import type { LinearLayer, WeightFormat } from './weight-format.ts';

export interface GatedLayers {
  readonly gate: LinearLayer;
  readonly up: LinearLayer;
  readonly down: LinearLayer;
}

/** W_down( silu(W_gate x) · (W_up x) ) over rows [N,d]; silu(x) = x · sigmoid(x). METHODS B2. */
export function swiglu(graph: GraphBuilder, format: WeightFormat, rows: Value, layers: GatedLayers): Value {
  const [gate, up] = format.linear(graph, rows, [layers.gate, layers.up]) as [Value, Value];
  const opened = graph.op('Mul', [gate, graph.op('Sigmoid', [gate])]);
  return format.linear(graph, graph.op('Mul', [opened, up]), [layers.down])[0]!;
}
