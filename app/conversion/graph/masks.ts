import type { GraphBuilder, Value } from './graph-builder.ts';

/** Added to the scores of what must not be seen. Finite, so that a row that sees nothing does not become NaN. */
const MASKED = -1e9;

/** Additive attention biases, float32, broadcastable to [B,H,T,T]; padding is masked in both. */
export interface AttentionBiases {
  /** Token i sees tokens j ≤ i. [B,1,T,T] */
  readonly causal: Value;
  /** Every token sees every token. [B,1,1,T] */
  readonly full: Value;
}

/**
 * The two masks of METHODS B1.
 * @param attentionMask  int64 [B,T], 1 for real tokens and 0 for padding.
 * @param positions      int64 [T], 0 … T-1.
 */
export function attentionBiases(
  graph: GraphBuilder,
  attentionMask: Value,
  positions: Value,
): AttentionBiases {
  const isReal = graph.op('Unsqueeze', [
    graph.op('Equal', [attentionMask, graph.int64(1)]),
    graph.int64([1, 2]),
  ]);
  const column = graph.op('Unsqueeze', [positions, graph.int64([1])]);
  const isEarlier = graph.op('LessOrEqual', [positions, column]);
  return { causal: biasWhere(graph, graph.op('And', [isReal, isEarlier])), full: biasWhere(graph, isReal) };
}

/** 0 where something is visible, and a large negative number elsewhere. @param isVisible  bool. */
export function biasWhere(graph: GraphBuilder, isVisible: Value): Value {
  return graph.op('Where', [isVisible, graph.float(0), graph.float(MASKED)]);
}
