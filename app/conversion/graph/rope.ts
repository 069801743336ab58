import type { GraphBuilder, Value } from './graph-builder.ts';

/** float32 [T, rotaryDim/2] each. */
export interface RotaryTables {
  readonly cos: Value;
  readonly sin: Value;
}

/**
 * Cosines and sines of every position, computed while running: no table limits the length of a text.
 * @param positions    int64 [T]
 * @param frequencies  angle per position of each pair of dimensions.
 */
export function rotaryTables(graph: GraphBuilder, positions: Value, frequencies: Float32Array): RotaryTables {
  const FLOAT32_CODE = 1;
  const column = graph.op('Cast', [graph.op('Unsqueeze', [positions, graph.int64([1])])], {
    to: FLOAT32_CODE,
  });
  const angles = graph.op('Mul', [column, graph.float([...frequencies])]);
  return { cos: graph.op('Cos', [angles]), sin: graph.op('Sin', [angles]) };
}

/** Rotates heads [B,H,T,hd] in the half-split layout: (x1, x2) → (x1 c - x2 s, x2 c + x1 s). METHODS B2. */
export function rotate(graph: GraphBuilder, heads: Value, tables: RotaryTables): Value {
  const firstPosition = graph.int64([0]);
  return graph.contrib('RotaryEmbedding', [heads, firstPosition, tables.cos, tables.sin]);
}
