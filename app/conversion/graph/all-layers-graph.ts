import type { Decoder } from '../architectures/decoder.ts';
import type { Graph } from '../onnx/graph.ts';
import type { Value } from './graph-builder.ts';
import { GraphBuilder } from './graph-builder.ts';
import { pooler } from './pooling.ts';
import type { PoolingChoice } from './sentence-graph.ts';
import { statesToPool } from './sentence-graph.ts';
import { sequenceInputs } from './sequence.ts';
import type { WeightFormat } from './weight-format.ts';

/**
 * One graph for every layer and every k, for comparing what they make of a text.
 * Inputs `input_ids`, `attention_mask` as in the sentence graph, and `first_bidirectional_layer`: int64 scalar.
 * Outputs, entry 0 for the embeddings and entry l for the states after l layers:
 * `sentence_embeddings` float32 [L+1,B,d], unit length; `token_embeddings` float32 [L+1,B,T,d].
 */
export function allLayersGraph(decoder: Decoder, format: WeightFormat, choice: PoolingChoice): Graph {
  const graph = new GraphBuilder();
  const sequence = sequenceInputs(graph);
  const firstBidirectional = graph.input('first_bidirectional_layer', 'int64', []);
  const pool = pooler(graph, sequence, choice.pooling);
  const parts = decoder.begin({ graph, sequence, format });
  const vectors: Value[] = [];
  const tokenStates: Value[] = [];
  const record = (rows: Value) => {
    const states = sequence.unflatten(statesToPool(parts, rows, choice.pooledStates), [decoder.width]);
    tokenStates.push(graph.op('Unsqueeze', [states, graph.int64([0])]));
    vectors.push(graph.op('Unsqueeze', [pool(states), graph.int64([0])]));
  };

  let rows = parts.embedded;
  record(rows);
  for (let index = 0; index < decoder.layers; index++) {
    const isBidirectional = graph.op('LessOrEqual', [firstBidirectional, graph.int64(index)]);
    const { causal, full } = sequence.biases;
    rows = parts.layer(index, rows, graph.op('Where', [isBidirectional, full, causal]));
    record(rows);
  }
  const entries = decoder.layers + 1;
  const stack = (values: Value[]) => graph.op('Concat', values, { axis: 0 });
  graph.output('sentence_embeddings', stack(vectors), 'float32', [entries, 'batch', decoder.width]);
  graph.output('token_embeddings', stack(tokenStates), 'float32', [
    entries,
    'batch',
    'tokens',
    decoder.width,
  ]);
  return graph.build('deelm-all-layers');
}
