import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../base/domain-error.ts';
import { isWithin } from '../base/is-within.ts';
import type { PackageDescription, Pooling } from './package-description.ts';
import { readPackageJson } from './package-json.ts';

/** Attention needs memory with the square of this; long texts are encoded in windows anyway. */
const MAX_TOKENS_LIMIT = 1024;
const DEFAULT_MAX_TOKENS = 512;

const Config = z.looseObject({
  hidden_size: z.int().positive().optional(),
  max_position_embeddings: z.int().positive().optional(),
});
const TokenizerConfig = z.looseObject({ model_max_length: z.number().positive().nullish() });
const SentenceConfig = z.looseObject({ max_seq_length: z.int().positive().nullish() });
const PromptConfig = z.looseObject({ prompts: z.record(z.string(), z.string()).nullish() });
/** A module lies inside of the model's folder. */
const ModulePath = z.string().refine((path) => isWithin(resolve(sep, 'model', path), resolve(sep, 'model')));
const Modules = z.array(z.looseObject({ type: z.string(), path: ModulePath }));
const PoolingConfig = z.looseObject({
  word_embedding_dimension: z.int().positive().optional(),
  include_prompt: z.boolean().optional(),
});
const DenseConfig = z.looseObject({ out_features: z.int().positive() });

/**
 * What the files of a sentence-transformers export say. Without `modules.json` the library's own defaults hold: mean
 * pooling, no projection.
 * @throws DomainError `model.corrupt`, `model.unsupported`
 */
export async function readExportedPackage(dir: string, onnxPath: string): Promise<PackageDescription> {
  const name = basename(dir);
  const config = (await readPackageJson(join(dir, 'config.json'), Config)) ?? {};
  const modules = (await readPackageJson(join(dir, 'modules.json'), Modules)) ?? [];
  const pooling = await readPooling(dir, modules);
  const prompts = await readPrompts(dir);
  if (pooling.excludesPrompt && (prompts.query !== '' || prompts.passage !== '')) {
    throw unsupported(name, 'it leaves the prompt out of the pooling');
  }
  const projectedWidth = await readProjectedWidth(dir, modules);
  const width = projectedWidth ?? pooling.width ?? config.hidden_size;
  if (width === undefined) throw unsupported(name, 'its files do not tell how wide its vectors are');
  return {
    id: await exportId(dir, onnxPath),
    name,
    width,
    maxTokens: await readMaxTokens(dir, config.max_position_embeddings),
    prompts,
    pooling: pooling.mode,
    hasProjection: projectedWidth !== null,
    card: null,
  };
}

async function readPooling(dir: string, modules: z.infer<typeof Modules>) {
  const path = modules.find(({ type }) => type.endsWith('.Pooling'))?.path ?? '1_Pooling';
  const config = await readPackageJson(join(dir, path, 'config.json'), PoolingConfig);
  if (config === null) return { mode: 'mean' as const, width: undefined, excludesPrompt: false };
  return {
    mode: poolingMode(basename(dir), config),
    width: config.word_embedding_dimension,
    excludesPrompt: config.include_prompt === false,
  };
}

function poolingMode(name: string, config: Record<string, unknown>): Pooling {
  const names: Record<string, Pooling> = { mean_tokens: 'mean', cls_token: 'cls', lasttoken: 'last' };
  const chosen = Object.keys(config).filter((key) => key.startsWith('pooling_mode_') && config[key] === true);
  const mode = names[chosen[0]?.slice('pooling_mode_'.length) ?? 'mean_tokens'];
  if (chosen.length > 1 || mode === undefined) {
    throw unsupported(name, `its pooling (${chosen.join(' and ')}) is neither mean, first nor last token`);
  }
  return mode;
}

/** Width after the last Dense module; null when there is none. */
async function readProjectedWidth(dir: string, modules: z.infer<typeof Modules>): Promise<number | null> {
  const last = modules.findLast(({ type }) => type.endsWith('.Dense'));
  if (last === undefined) return null;
  const config = await readPackageJson(join(dir, last.path, 'config.json'), DenseConfig);
  if (config === null) throw unsupported(basename(dir), `its module ${last.path} has no config.json`);
  return config.out_features;
}

async function readPrompts(dir: string): Promise<PackageDescription['prompts']> {
  const config = await readPackageJson(join(dir, 'config_sentence_transformers.json'), PromptConfig);
  const prompts = config?.prompts ?? {};
  return { query: prompts.query ?? '', passage: prompts.passage ?? prompts.document ?? '' };
}

async function readMaxTokens(dir: string, positions: number | undefined): Promise<number> {
  const sentence = await readPackageJson(join(dir, 'sentence_bert_config.json'), SentenceConfig);
  const tokenizer = await readPackageJson(join(dir, 'tokenizer_config.json'), TokenizerConfig);
  const told =
    sentence?.max_seq_length ?? Math.min(tokenizer?.model_max_length ?? Infinity, positions ?? Infinity);
  return Math.min(Number.isFinite(told) ? told : DEFAULT_MAX_TOKENS, MAX_TOKENS_LIMIT);
}

/** The folder's name with a mark of what is in it, so that another export in a folder of the same name differs. */
async function exportId(dir: string, onnxPath: string): Promise<string> {
  const { size } = await stat(onnxPath);
  const mark = createHash('sha256')
    .update(`${relative(dir, onnxPath)} ${size}`)
    .digest('hex')
    .slice(0, 8);
  const slug = basename(dir)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return `${slug.slice(0, 50) || 'model'}-${mark}`;
}

function unsupported(name: string, reason: string): DomainError {
  return new DomainError('model.unsupported', {
    message: `The model ${name} cannot be used: ${reason}`,
    nextStep: 'Choose another model, or an export of this one whose graph has a sentence_embedding output.',
  });
}
