import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Pooling, Sequence } from './sequence.ts';

/** Below this a vector counts as zero; only an input without real tokens gets there. */
const SMALLEST_NORM = 1e-12;

/**
 * Unit vectors [B,d] from token states [B,T,d]: the mean over real tokens, or the last real token.
 * @returns a function, so that the share of each token is computed once for any number of states.
 */
export function pooler(graph: GraphBuilder, sequence: Sequence, pooling: Pooling): (states: Value) => Value {
  const shares = graph.op('Unsqueeze', [sequence.pooled(pooling), graph.int64([1])]);
  // The sum points where the mean does, and only the direction is kept.
  return (states) =>
    unitLength(graph, graph.op('Squeeze', [graph.op('MatMul', [shares, states]), graph.int64([1])]));
}

function unitLength(graph: GraphBuilder, vectors: Value): Value {
  const norms = graph.op('ReduceL2', [vectors, graph.int64([-1])], { keepdims: 1 });
  return graph.op('Div', [vectors, graph.op('Max', [norms, graph.float(SMALLEST_NORM)])]);
}
