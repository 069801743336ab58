import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TensorSource } from '../checkpoint/tensor-source.ts';
import { fixtureFolder } from '../fixture-models.ts';
import { float32Format } from '../graph/float32-format.ts';
import { sentenceGraph } from '../graph/sentence-graph.ts';
import { openDecoder } from './registry.ts';

const config = JSON.parse(await readFile(join(fixtureFolder('tiny-llama'), 'config.json'), 'utf8'));

/** Every tensor of a Llama of the given shape, all zeros, under any prefix. */
function zeros(
  prefix: string,
  changes: Readonly<Record<string, readonly number[] | undefined>> = {},
): TensorSource {
  const { hidden_size: d, intermediate_size: inner, vocab_size: vocabulary } = config;
  const kv = (d / config.num_attention_heads) * config.num_key_value_heads;
  const layer: Record<string, readonly number[]> = {
    'input_layernorm.weight': [d],
    'post_attention_layernorm.weight': [d],
    'self_attn.q_proj.weight': [d, d],
    'self_attn.k_proj.weight': [kv, d],
    'self_attn.v_proj.weight': [kv, d],
    'self_attn.o_proj.weight': [d, d],
    'mlp.gate_proj.weight': [inner, d],
    'mlp.up_proj.weight': [inner, d],
    'mlp.down_proj.weight': [d, inner],
  };
  const outer: Record<string, readonly number[]> = {
    'embed_tokens.weight': [vocabulary, d],
    'norm.weight': [d],
  };
  const shapeOf = (name: string) => {
    if (!name.startsWith(prefix)) return undefined;
    const bare = name.slice(prefix.length);
    if (bare in changes) return changes[bare];
    return outer[bare] ?? layer[bare.replace(/^layers\.\d\./, '')];
  };
  return { shapeOf, read: async (name) => new Float32Array(shapeOf(name)!.reduce((a, b) => a * b, 1)) };
}

function build(changedConfig: object, source = zeros('model.')) {
  const decoder = openDecoder({ ...config, ...changedConfig }, source);
  return sentenceGraph(decoder, float32Format, {
    firstBidirectionalLayer: 0,
    pooling: 'mean',
    pooledStates: 'normed',
  });
}

describe('openDecoder', () => {
  it.each(['', 'model.'])('finds the tensors under the prefix "%s"', (prefix) => {
    expect(
      build({}, zeros(prefix)).initializers.some(({ name }) => name === 'layers.0.mlp.up_proj.weight'),
    ).toBe(true);
  });

  it('takes one key-value head per head, and hidden size over heads, where config.json says nothing', () => {
    const { num_attention_heads: heads, hidden_size: d } = config;
    const ungrouped = zeros('model.', {
      'layers.0.self_attn.k_proj.weight': [d, d],
      'layers.0.self_attn.v_proj.weight': [d, d],
    });
    const silent = {
      num_key_value_heads: undefined,
      head_dim: null,
      num_hidden_layers: 1,
      num_attention_heads: heads,
    };
    expect(build(silent, ungrouped).nodes.length).toBeGreaterThan(0);
  });

  it('builds a graph without reading a weight', () => {
    const read = () => Promise.reject(new Error('read'));
    expect(() => build({}, { ...zeros('model.'), read })).not.toThrow();
  });

  it.each([
    ['another architecture', { architectures: ['BertModel'] }, 'conversion.unsupported-architecture'],
    ['no architecture', { architectures: [] }, 'conversion.bad-config'],
    ['a width that is text', { hidden_size: '32' }, 'conversion.bad-config'],
    ['a negative number of layers', { num_hidden_layers: -1 }, 'conversion.bad-config'],
    ['a billion layers', { num_hidden_layers: 1e9 }, 'conversion.bad-config'],
    ['another activation', { hidden_act: 'gelu' }, 'conversion.unsupported-config'],
    ['heads that do not divide', { num_key_value_heads: 3 }, 'conversion.unsupported-config'],
    ['heads of odd width', { head_dim: 7 }, 'conversion.unsupported-config'],
    ['an unknown RoPE scaling', { rope_parameters: { rope_type: 'yarn' } }, 'conversion.unsupported-rope'],
    ['more layers than there are tensors for', { num_hidden_layers: 12 }, 'conversion.missing-tensor'],
    ['another vocabulary than the table', { vocab_size: 500 }, 'conversion.wrong-shape'],
  ])('refuses a config.json with %s', (_, changes, code) => {
    expect(() => build(changes)).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['no embedding table', { 'embed_tokens.weight': undefined }, 'conversion.missing-tensor'],
    [
      'a layer without its norm',
      { 'layers.2.input_layernorm.weight': undefined },
      'conversion.missing-tensor',
    ],
    ['a transposed matrix', { 'layers.0.mlp.up_proj.weight': [32, 64] }, 'conversion.wrong-shape'],
  ])('refuses a checkpoint with %s', (_, changes, code) => {
    expect(() => build({}, zeros('model.', changes))).toThrow(expect.objectContaining({ code }));
  });
});
