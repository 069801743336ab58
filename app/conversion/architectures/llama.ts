import { z } from 'zod';
import { DomainError } from '../../base/domain-error.ts';
import { ModelWeights } from '../checkpoint/model-weights.ts';
import type { HeadShape } from '../graph/attention.ts';
import { attention, splitHeads } from '../graph/attention.ts';
import type { Value } from '../graph/graph-builder.ts';
import { rmsNorm } from '../graph/rms-norm.ts';
import { rotate } from '../graph/rope.ts';
import { ropeFields, ropeFrequencies } from '../graph/rope-frequencies.ts';
import { swiglu } from '../graph/swiglu.ts';
import type { LinearLayer } from '../graph/weight-format.ts';
import type { Architecture, Canvas, DecoderGraph } from './decoder.ts';
import { parseConfig } from './parse-config.ts';

const count = z.int().positive().max(1_000_000_000);

const LlamaConfig = z.looseObject({
  hidden_size: count,
  intermediate_size: count,
  num_hidden_layers: count.max(1000),
  num_attention_heads: count,
  num_key_value_heads: count.nullish(),
  head_dim: count.nullish(),
  vocab_size: count,
  max_position_embeddings: count.default(2048),
  rms_norm_eps: z.number().positive().default(1e-6),
  hidden_act: z.string().default('silu'),
  attention_bias: z.boolean().default(false),
  mlp_bias: z.boolean().default(false),
  ...ropeFields,
});
type LlamaConfig = z.infer<typeof LlamaConfig>;

/** Llama 1 to 3 and whatever shares their layout. METHODS B3. */
export const llama: Architecture = {
  name: 'LlamaForCausalLM',
  open(rawConfig, source) {
    const config = parseConfig(LlamaConfig, rawConfig);
    const heads = headShape(config);
    const weights = ModelWeights.find(source, 'embed_tokens.weight', ['model.', '']);
    return {
      architecture: llama.name,
      layers: config.num_hidden_layers,
      width: config.hidden_size,
      maxPositions: config.max_position_embeddings,
      weights,
      begin: (canvas) => beginLlama(canvas, config, heads, weights),
    };
  },
};

function beginLlama(
  canvas: Canvas,
  config: LlamaConfig,
  heads: HeadShape,
  weights: ModelWeights,
): DecoderGraph {
  const { graph, sequence, format } = canvas;
  const { hidden_size: width, intermediate_size: inner, rms_norm_eps: epsilon } = config;
  const tables = sequence.rotary(ropeFrequencies(config, heads.headDim));

  const norm = (rows: Value, name: string) =>
    rmsNorm(graph, rows, weights.get(`${name}.weight`, [width]), epsilon);
  const linear = (name: string, outputs: number, inputs: number, hasBias: boolean): LinearLayer => ({
    weight: weights.get(`${name}.weight`, [outputs, inputs]),
    bias: hasBias ? weights.get(`${name}.bias`, [outputs]) : undefined,
  });

  const attend = (rows: Value, name: string, bias: Value) => {
    const queryWidth = heads.heads * heads.headDim;
    const kvWidth = heads.kvHeads * heads.headDim;
    const project = (part: string, outputs: number) =>
      linear(`${name}.${part}_proj`, outputs, width, config.attention_bias);
    const projections = [project('q', queryWidth), project('k', kvWidth), project('v', kvWidth)];
    const [q, k, v] = format.linear(graph, rows, projections) as [Value, Value, Value];
    const split = (part: Value, count: number) => splitHeads(graph, sequence, part, count, heads.headDim);
    const query = rotate(graph, split(q, heads.heads), tables);
    const key = rotate(graph, split(k, heads.kvHeads), tables);
    const mixed = attention(graph, sequence, heads, [query, key, split(v, heads.kvHeads)], bias);
    return format.linear(graph, mixed, [
      linear(`${name}.o_proj`, width, queryWidth, config.attention_bias),
    ])[0]!;
  };

  const feedForward = (rows: Value, name: string) =>
    swiglu(graph, format, rows, {
      gate: linear(`${name}.gate_proj`, inner, width, config.mlp_bias),
      up: linear(`${name}.up_proj`, inner, width, config.mlp_bias),
      down: linear(`${name}.down_proj`, width, inner, config.mlp_bias),
    });

  return {
    embedded: format.lookup(
      graph,
      weights.get('embed_tokens.weight', [config.vocab_size, width]),
      sequence.ids,
    ),
    layer(index, rows, bias) {
      const name = `layers.${index}`;
      const attended = attend(norm(rows, `${name}.input_layernorm`), `${name}.self_attn`, bias);
      const between = graph.op('Add', [rows, attended]);
      const fed = feedForward(norm(between, `${name}.post_attention_layernorm`), `${name}.mlp`);
      return graph.op('Add', [between, fed]);
    },
    finalNorm: (rows) => norm(rows, 'norm'),
  };
}

function headShape(config: LlamaConfig): HeadShape {
  const heads = config.num_attention_heads;
  const kvHeads = config.num_key_value_heads ?? heads;
  const headDim = config.head_dim ?? config.hidden_size / heads;
  if (config.hidden_act !== 'silu')
    throw unsupported(`the activation "${config.hidden_act}" instead of "silu"`);
  if (heads % kvHeads !== 0) throw unsupported(`${heads} attention heads over ${kvHeads} key-value heads`);
  if (!Number.isInteger(headDim / 2)) throw unsupported(`heads of ${headDim} dimensions`);
  return { heads, kvHeads, headDim };
}

function unsupported(what: string): DomainError {
  return new DomainError('conversion.unsupported-config', {
    message: `config.json describes ${what}, which no Llama model has`,
    nextStep: 'Check that config.json belongs to this model and is complete.',
  });
}
