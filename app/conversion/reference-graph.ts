import type { Decoder } from './architectures/decoder.ts';
import { float32Format } from './graph/float32-format.ts';
import type { SentenceGraphOptions } from './graph/sentence-graph.ts';
import { sentenceGraph } from './graph/sentence-graph.ts';
import type { Graph } from './onnx/graph.ts';
import { weightBytes } from './onnx/write-model.ts';

/** What an int8 model is held against: the fp32 graph of its first layers. */
export interface ReferenceGraph {
  readonly graph: Graph;
  /** Number of layers, 1 … L. */
  readonly exitLayer: number;
}

/** What most machines can spare beside everything else; a model of 7 billion parameters would need 28 GB. */
const LARGEST_REFERENCE_BYTES = 2_000_000_000;

/** As many layers of the original weights as fit into `limitBytes` of memory, but one at least. */
export function referenceGraph(
  decoder: Decoder,
  options: SentenceGraphOptions,
  limitBytes = LARGEST_REFERENCE_BYTES,
): ReferenceGraph {
  const graphOf = (exitLayer: number) => sentenceGraph(decoder, float32Format, { ...options, exitLayer });
  let exitLayer = decoder.layers;
  while (exitLayer > 1 && weightBytes(graphOf(exitLayer)) > limitBytes) exitLayer--;
  return { graph: graphOf(exitLayer), exitLayer };
}
