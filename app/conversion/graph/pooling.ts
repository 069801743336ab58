import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Sequence } from './sequence.ts';

export type Pooling = 'mean' | 'last';

const FLOAT32_CODE = 1;
/** Below this a vector counts as zero; only an input without real tokens gets there. */
const SMALLEST_NORM = 1e-12;

/**
 * Unit vectors [B,d] from token states [B,T,d]: the mean over real tokens, or the last real token.
 * @returns a function, so that the share of each token is computed once for any number of states.
 */
export function pooler(graph: GraphBuilder, sequence: Sequence, pooling: Pooling): (states: Value) => Value {
  const isPooled = pooling === 'mean' ? sequence.attentionMask : isLastReal(graph, sequence);
  const shares = graph.op('Unsqueeze', [
    graph.op('Cast', [isPooled], { to: FLOAT32_CODE }),
    graph.int64([1]),
  ]);
  // The sum points where the mean does, and only the direction is kept.
  return (states) =>
    unitLength(graph, graph.op('Squeeze', [graph.op('MatMul', [shares, states]), graph.int64([1])]));
}

/** bool [B,T], true at the last real token of each text. */
function isLastReal(graph: GraphBuilder, { attentionMask, positions }: Sequence): Value {
  const lengths = graph.op('ReduceSum', [attentionMask, graph.int64([1])], { keepdims: 1 });
  return graph.op('Equal', [positions, graph.op('Sub', [lengths, graph.int64(1)])]);
}

function unitLength(graph: GraphBuilder, vectors: Value): Value {
  const norms = graph.op('ReduceL2', [vectors, graph.int64([-1])], { keepdims: 1 });
  return graph.op('Div', [vectors, graph.op('Max', [norms, graph.float(SMALLEST_NORM)])]);
}
