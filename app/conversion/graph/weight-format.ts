import type { Weight } from '../checkpoint/model-weights.ts';
import type { GraphBuilder, Value } from './graph-builder.ts';

/** y = x Wᵀ + b. weight: [out,in], bias: [out]. */
export interface LinearLayer {
  readonly weight: Weight;
  readonly bias?: Weight | undefined;
}

/** The three layers of a gated feed-forward block. */
export interface GatedLayers {
  readonly gate: LinearLayer;
  readonly up: LinearLayer;
  readonly down: LinearLayer;
}

/** How the large weights of a model are stored and multiplied. Norms and biases are float32 in every format. */
export interface WeightFormat {
  /** The same rows [N,in] through several layers: one [N,out] each. */
  linear(graph: GraphBuilder, rows: Value, layers: readonly LinearLayer[]): Value[];
  /** W_down( activate(W_gate x) · (W_up x) ) over rows [N,d]. */
  gated(graph: GraphBuilder, rows: Value, layers: GatedLayers, activate: (gate: Value) => Value): Value;
  /** Rows of an embedding table [V,d]. ids: int64 [N]. Returns float32 [N,d]. */
  lookup(graph: GraphBuilder, table: Weight, ids: Value): Value;
}

/** A weight as it is, in float32. */
export function floatWeight(graph: GraphBuilder, weight: Weight): Value {
  const { name, shape, read } = weight;
  return graph.weight({ name, type: 'float32', shape, bytes: async () => bytesOf(await read()) });
}

export function addBias(graph: GraphBuilder, rows: Value, bias: Weight | undefined): Value {
  return bias ? graph.op('Add', [rows, floatWeight(graph, bias)]) : rows;
}

export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
