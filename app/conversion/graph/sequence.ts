import type { GraphBuilder, Value } from './graph-builder.ts';
import type { AttentionBiases } from './masks.ts';
import { attentionBiases } from './masks.ts';

/**
 * What the pieces of a graph share about its input. Token states flow as rows [N,d], N = B·T, because one scale per
 * token is one scale per row.
 */
export interface Sequence {
  /** int64 [N] */
  readonly ids: Value;
  /** int64 [B,T] */
  readonly attentionMask: Value;
  /** int64 [T]: 0 … T-1 */
  readonly positions: Value;
  readonly biases: AttentionBiases;
  /** Rows [N, …] seen as [B, T, …tail]. */
  readonly unflatten: (rows: Value, tail: readonly number[]) => Value;
}

/** Declares the inputs `input_ids` and `attention_mask`, int64 [B,T], padded on the right. */
export function sequenceInputs(graph: GraphBuilder): Sequence {
  const inputIds = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  const attentionMask = graph.input('attention_mask', 'int64', ['batch', 'tokens']);
  const shape = graph.op('Shape', [inputIds]);
  const length = graph.op('Gather', [shape, graph.int64(1)]);
  const positions = graph.op('Range', [graph.int64(0), length, graph.int64(1)]);
  const targetShapes = new Map<string, Value>();
  const unflatten = (rows: Value, tail: readonly number[]) => {
    const target =
      targetShapes.get(tail.join()) ?? graph.op('Concat', [shape, graph.int64(tail)], { axis: 0 });
    targetShapes.set(tail.join(), target);
    return graph.op('Reshape', [rows, target]);
  };
  return {
    ids: graph.op('Reshape', [inputIds, graph.int64([-1])]),
    attentionMask,
    positions,
    biases: attentionBiases(graph, attentionMask, positions),
    unflatten,
  };
}
