import type { GraphBuilder, Value } from './graph-builder.ts';
import { type AttentionBiases, biasWhere } from './masks.ts';
import type { Sequence } from './sequence.ts';

const FLOAT32_CODE = 1;

/**
 * The input of a graph whose every node has a kernel on GPU providers: no arithmetic on shapes or on int64, and token
 * states that stay [B,T,d], so that `Reshape` finds its sizes in the tensor itself.
 * Declares `input_ids` int64 [B,T] and `attention_mask` int32 [B,T], padded on the right.
 * @param maxTokens  longest text, T ≤ maxTokens: the rotary tables are constants of that length.
 */
export function deviceSequence(graph: GraphBuilder, maxTokens: number): Sequence {
  const ids = graph.input('input_ids', 'int64', ['batch', 'tokens']);
  const mask = graph.input('attention_mask', 'int32', ['batch', 'tokens']);
  const real = graph.op('Cast', [mask], { to: FLOAT32_CODE });
  // Places count from 1, and stand still in the padding.
  const places = graph.op('CumSum', [real, graph.int64(1)]);
  const isReal = graph.op('Equal', [real, graph.float(1)]);
  return {
    ids,
    biases: deviceBiases(graph, isReal, places),
    unflatten: (rows, tail) =>
      tail.length === 1 ? rows : graph.op('Reshape', [rows, graph.int64([0, 0, ...tail])]),
    flatten: (values, width) => graph.op('Reshape', [values, graph.int64([0, 0, width])]),
    rotary: (frequencies) => ({
      cos: table(graph, 'rotary.cos', Math.cos, frequencies, maxTokens),
      sin: table(graph, 'rotary.sin', Math.sin, frequencies, maxTokens),
    }),
    pooled: (pooling) => (pooling === 'mean' ? real : lastReal(graph, isReal, places, real)),
  };
}

function deviceBiases(graph: GraphBuilder, isReal: Value, places: Value): AttentionBiases {
  const rows = graph.op('Unsqueeze', [places, graph.int64([2])]);
  const columns = graph.op('Unsqueeze', [places, graph.int64([1])]);
  const isEarlier = graph.op('LessOrEqual', [columns, rows]);
  const isRealColumn = graph.op('Unsqueeze', [isReal, graph.int64([1])]);
  const isVisible = graph.op('And', [isRealColumn, isEarlier]);
  return {
    causal: biasWhere(graph, graph.op('Unsqueeze', [isVisible, graph.int64([1])])),
    full: biasWhere(graph, graph.op('Unsqueeze', [isRealColumn, graph.int64([1])])),
  };
}

/** The padding has the place of the last real token, so both must hold. */
function lastReal(graph: GraphBuilder, isReal: Value, places: Value, real: Value): Value {
  const lengths = graph.op('ReduceSum', [real, graph.int64([1])], { keepdims: 1 });
  const isLast = graph.op('And', [isReal, graph.op('Equal', [places, lengths])]);
  return graph.op('Where', [isLast, graph.float(1), graph.float(0)]);
}

/** float32 [maxTokens, frequencies]: a function of position times frequency. */
function table(
  graph: GraphBuilder,
  name: string,
  ofAngle: (angle: number) => number,
  frequencies: Float32Array,
  maxTokens: number,
): Value {
  const values = new Float32Array(maxTokens * frequencies.length);
  for (let position = 0; position < maxTokens; position++) {
    for (const [pair, frequency] of frequencies.entries()) {
      values[position * frequencies.length + pair] = ofAngle(Math.fround(position * frequency));
    }
  }
  return graph.weight({
    name,
    type: 'float32',
    shape: [maxTokens, frequencies.length],
    bytes: async () => new Uint8Array(values.buffer),
  });
}
