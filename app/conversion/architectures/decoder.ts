import type { ModelWeights } from '../checkpoint/model-weights.ts';
import type { TensorSource } from '../checkpoint/tensor-source.ts';
import type { GraphBuilder, Value } from '../graph/graph-builder.ts';
import type { Sequence } from '../graph/sequence.ts';
import type { WeightFormat } from '../graph/weight-format.ts';

/** A family of decoders that can be converted. One file each; `registry.ts` lists them. */
export interface Architecture {
  /** As `architectures` in config.json has it. */
  readonly name: string;
  /** @throws DomainError `conversion.bad-config` | `conversion.unsupported-…` | `conversion.missing-tensor` */
  open(config: unknown, source: TensorSource): Decoder;
}

/** One decoder with its weights: a recipe that can be written into any number of graphs. */
export interface Decoder {
  readonly architecture: string;
  readonly layers: number;
  readonly width: number;
  /** Longest text, in tokens, that the model was trained for. */
  readonly maxPositions: number;
  readonly weights: ModelWeights;
  /** Writes what all layers share, and returns the parts in the order of use. */
  begin(canvas: Canvas): DecoderGraph;
}

/** Where a decoder is written: a graph, its input, and the format of the large weights. */
export interface Canvas {
  readonly graph: GraphBuilder;
  readonly sequence: Sequence;
  readonly format: WeightFormat;
}

/** The parts of a decoder in one graph. States are float32 rows [N,d]. */
export interface DecoderGraph {
  /** The residual stream before the first layer. */
  readonly embedded: Value;
  /** The residual stream after layer `index` (0-based), under the given attention bias. */
  layer(index: number, rows: Value, bias: Value): Value;
  /** The norm that follows the last layer. */
  finalNorm(rows: Value): Value;
}
