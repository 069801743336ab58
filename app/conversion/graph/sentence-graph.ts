import type { Decoder, DecoderGraph } from '../architectures/decoder.ts';
import type { Graph } from '../onnx/graph.ts';
import type { Value } from './graph-builder.ts';
import { GraphBuilder } from './graph-builder.ts';
import { pooler } from './pooling.ts';
import { type Pooling, type Sequence, sequenceInputs } from './sequence.ts';
import type { WeightFormat } from './weight-format.ts';

/** Which states are pooled: the residual stream itself, or after the final norm (METHODS D11). */
export type PooledStates = 'residual' | 'normed';

export interface PoolingChoice {
  readonly pooling: Pooling;
  readonly pooledStates: PooledStates;
}

export interface SentenceGraphOptions extends PoolingChoice {
  /** k of METHODS A8: layers < k are causal, layers ≥ k attend in both directions. 0 … L. */
  readonly firstBidirectionalLayer: number;
  /** Number of layers the graph has, 1 … L; all of them if left out. */
  readonly exitLayer?: number | undefined;
  /** How the input is declared; {@link sequenceInputs} if left out. */
  readonly begin?: ((graph: GraphBuilder) => Sequence) | undefined;
}

/**
 * The DeeLM sentence encoder, sequential form (METHODS A4 b, A8). Padding is masked in every layer.
 * Inputs `input_ids`, `attention_mask` [B,T], padded on the right: int64, or as `begin` declares them.
 * Outputs `sentence_embedding`: float32 [B,d], unit length; `token_embeddings`: float32 [B,T,d], the states that
 * were pooled (at padding they have no meaning).
 */
export function sentenceGraph(decoder: Decoder, format: WeightFormat, options: SentenceGraphOptions): Graph {
  const { firstBidirectionalLayer, exitLayer = decoder.layers, pooling, pooledStates } = options;
  const { begin = sequenceInputs } = options;
  requireInteger('firstBidirectionalLayer', firstBidirectionalLayer, 0, decoder.layers);
  requireInteger('exitLayer', exitLayer, 1, decoder.layers);

  const graph = new GraphBuilder();
  const sequence = begin(graph);
  const parts = decoder.begin({ graph, sequence, format });
  let rows = parts.embedded;
  for (let index = 0; index < exitLayer; index++) {
    const { causal, full } = sequence.biases;
    rows = parts.layer(index, rows, index < firstBidirectionalLayer ? causal : full);
  }
  const states = sequence.unflatten(statesToPool(parts, rows, pooledStates), [decoder.width]);
  graph.output('sentence_embedding', pooler(graph, sequence, pooling)(states), 'float32', [
    'batch',
    decoder.width,
  ]);
  graph.output('token_embeddings', states, 'float32', ['batch', 'tokens', decoder.width]);
  return graph.build('deelm');
}

export function statesToPool(parts: DecoderGraph, rows: Value, pooledStates: PooledStates): Value {
  return pooledStates === 'normed' ? parts.finalNorm(rows) : rows;
}

function requireInteger(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be an integer from ${least} to ${most}, got ${value}`);
}
