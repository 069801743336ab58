import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../../app/base/domain-error.ts';
import { openDecoder } from '../../../app/conversion/architectures/registry.ts';
import { AdaptedWeights } from '../../../app/conversion/checkpoint/adapted-weights.ts';
import { Checkpoint } from '../../../app/conversion/checkpoint/checkpoint.ts';
import { readConfig } from '../../../app/conversion/checkpoint/hugging-face-folder.ts';
import { settleChoices } from '../../../app/conversion/convert-options.ts';
import { int8Format } from '../../../app/conversion/graph/int8-format.ts';
import { sentenceGraph } from '../../../app/conversion/graph/sentence-graph.ts';
import { mutateJson } from '../json-mutation.ts';
import { BrokenLaw, type FuzzTarget } from '../target.ts';

const FIXTURES = fileURLToPath(new URL('../../../app/conversion/fixtures', import.meta.url));
const FILES = ['config.json', 'model.safetensors.index.json', 'adapter_config.json'];
const ADAPTER = {
  peft_type: 'LORA',
  lora_alpha: 16,
  use_rslora: true,
  alpha_pattern: { q_proj: 8 },
  target_modules: ['q_proj'],
};
const MODULE = 'base_model.model.model.layers.0.self_attn.q_proj';

/** A checkpoint of a stranger: config, index of the shards, adapter; its graph is planned, not written. */
export async function openCheckpoint(folder: string): Promise<FuzzTarget> {
  const model = join(folder, 'model');
  const adapter = join(folder, 'adapter');
  cpSync(join(FIXTURES, 'tiny-llama-sharded'), model, { recursive: true });
  mkdirSync(adapter);
  const { hidden_size: width } = JSON.parse(readFileSync(join(model, 'config.json'), 'utf8'));
  writeFileSync(join(adapter, 'adapter_config.json'), JSON.stringify(ADAPTER));
  writeFileSync(join(adapter, 'adapter_model.safetensors'), adapterFile(width));
  const pathOf = (file: string) => join(existsSync(join(adapter, file)) ? adapter : model, file);
  const seeds = FILES.map((file) =>
    JSON.stringify({ file, content: JSON.parse(readFileSync(pathOf(file), 'utf8')) }),
  );
  return {
    seeds,
    dictionary: [
      'LlamaForCausalLM',
      'MistralForCausalLM',
      'linear',
      'llama3',
      'yarn',
      'dynamic',
      '../model-00001-of-00002.safetensors',
      'silu',
      'gelu',
    ],
    mutate(mutator, seed) {
      const parts = JSON.parse(seed);
      return JSON.stringify({ ...parts, content: mutateJson(mutator, parts.content) });
    },
    async check(input) {
      const parts = partsOf(input);
      if (!parts) return;
      const path = pathOf(parts.file);
      const before = readFileSync(path);
      writeFileSync(path, JSON.stringify(parts.content) ?? '');
      try {
        await plan(model, adapter).catch(refused);
      } finally {
        writeFileSync(path, before);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function plan(model: string, adapterDir: string): Promise<void> {
  const config = await readConfig(model);
  await using checkpoint = await Checkpoint.open(model);
  await using adapted = await AdaptedWeights.open(checkpoint, adapterDir);
  const decoder = openDecoder(config, adapted);
  const options = { hfFolder: model, outDir: model, name: 'foreign', id: 'foreign' };
  sentenceGraph(decoder, int8Format, settleChoices(options as never, decoder));
}

/** Two matrices of rank 2, as latin1 of no meaning. */
function adapterFile(width: number): Buffer {
  const bytes = 2 * width * 4;
  const header = JSON.stringify({
    [`${MODULE}.lora_A.weight`]: { dtype: 'F32', shape: [2, width], data_offsets: [0, bytes] },
    [`${MODULE}.lora_B.weight`]: { dtype: 'F32', shape: [width, 2], data_offsets: [bytes, 2 * bytes] },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(2 * bytes)]);
}

function partsOf(input: string): { file: string; content: unknown } | null {
  try {
    const parts = JSON.parse(input);
    return FILES.includes(parts.file) ? parts : null;
  } catch {
    return null;
  }
}

function refused(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'ERR_ACCESS_DENIED') throw new BrokenLaw('reads nothing outside of the model', { cause });
}
