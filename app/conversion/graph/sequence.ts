import type { GraphBuilder, Value } from './graph-builder.ts';
import type { AttentionBiases } from './masks.ts';
import { attentionBiases } from './masks.ts';
import { type RotaryTables, rotaryTables } from './rope.ts';

export type Pooling = 'mean' | 'last';

/** What the pieces of a graph share about its input: how token states are laid out, and what depends on the places of tokens. */
export interface Sequence {
  /** int64, the ids of the rows. */
  readonly ids: Value;
  readonly biases: AttentionBiases;
  /** Token states seen as [B, T, …tail]. */
  readonly unflatten: (rows: Value, tail: readonly number[]) => Value;
  /** The inverse: [B, T, …] seen as token states of the given width. */
  readonly flatten: (values: Value, width: number) => Value;
  /** Cosines and sines of every position. @param frequencies  angle per position of each pair of dimensions. */
  readonly rotary: (frequencies: Float32Array) => RotaryTables;
  /** float32 [B,T]: 1 where a token is pooled, 0 elsewhere. */
  readonly pooled: (pooling: Pooling) => Value;
}

const FLOAT32_CODE = 1;

/**
 * Declares the inputs `input_ids` and `attention_mask`, int64 [B,T], padded on the right. Token states flow as rows
 * [N,d], N = B·T, because one scale per token is one scale per row.
 */
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
  const isLastReal = () => {
    const lengths = graph.op('ReduceSum', [attentionMask, graph.int64([1])], { keepdims: 1 });
    return graph.op('Equal', [positions, graph.op('Sub', [lengths, graph.int64(1)])]);
  };
  return {
    ids: graph.op('Reshape', [inputIds, graph.int64([-1])]),
    biases: attentionBiases(graph, attentionMask, positions),
    unflatten,
    flatten: (values, width) => graph.op('Reshape', [values, graph.int64([-1, width])]),
    rotary: (frequencies) => rotaryTables(graph, positions, frequencies),
    pooled: (pooling) =>
      graph.op('Cast', [pooling === 'mean' ? attentionMask : isLastReal()], { to: FLOAT32_CODE }),
  };
}
