import type { GraphBuilder, Value } from './graph-builder.ts';
import type { Sequence } from './sequence.ts';

/** Number of query heads, of the key-value heads that groups of them share, and dimensions of a head. */
export interface HeadShape {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
}

/** Token states of width heads·hd as heads [B,heads,T,hd]. */
export function splitHeads(
  graph: GraphBuilder,
  sequence: Sequence,
  rows: Value,
  heads: number,
  headDim: number,
): Value {
  return graph.op('Transpose', [sequence.unflatten(rows, [heads, headDim])], { perm: [0, 2, 1, 3] });
}

/**
 * softmax(q kᵀ / √hd + bias) v, METHODS B2. Query head h reads key-value head ⌊h·KV/H⌋: the heads of a group are
 * stacked along the token axis, so that nothing is repeated in memory.
 * @param query       [B,H,T,hd]
 * @param key, value  [B,KV,T,hd]
 * @param bias        broadcastable to [B,H,T,T]
 * @returns token states of width H·hd
 */
export function attention(
  graph: GraphBuilder,
  sequence: Sequence,
  { heads, kvHeads, headDim }: HeadShape,
  [query, key, value]: readonly [Value, Value, Value],
  bias: Value,
): Value {
  const reshape = (tensor: Value, shape: number[]) => graph.op('Reshape', [tensor, graph.int64(shape)]);
  const isGrouped = kvHeads !== heads;
  const stack = (tensor: Value) => (isGrouped ? reshape(tensor, [0, kvHeads, -1, 0]) : tensor);
  const unstack = (tensor: Value) => (isGrouped ? reshape(tensor, [0, heads, -1, 0]) : tensor);

  const keyColumns = graph.op('Transpose', [key], { perm: [0, 1, 3, 2] });
  const products = unstack(graph.op('MatMul', [stack(query), keyColumns]));
  const scores = graph.op('Mul', [products, graph.float(1 / Math.sqrt(headDim))]);
  const weights = graph.op('Softmax', [graph.op('Add', [scores, bias])], { axis: -1 });
  const mixed = unstack(graph.op('MatMul', [stack(weights), value]));
  return sequence.flatten(graph.op('Transpose', [mixed], { perm: [0, 2, 1, 3] }), heads * headDim);
}
