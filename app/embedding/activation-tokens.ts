import { join } from 'node:path';
import { z } from 'zod';
import type { ModelPackage } from './package-description.ts';
import { readPackageJson } from './package-json.ts';

const Config = z.looseObject({
  intermediate_size: z.int().positive().optional(),
  num_attention_heads: z.int().positive().optional(),
});

/** Wider than the layers of models that fit on a desktop, for packages that do not say. */
const UNKNOWN_WIDTH = 8192;
const UNKNOWN_HEADS = 32;
const FLOAT32_BYTES = 4;

/**
 * How many tokens a batch may hold, padding included, so that no intermediate result is larger than `limitBytes`: the
 * widest are the inner layer of the feed-forward block and the attention scores, tokens × heads × longest text.
 */
export async function activationTokens(
  { dir, maxTokens }: Pick<ModelPackage, 'dir' | 'maxTokens'>,
  limitBytes: number,
): Promise<number> {
  const config = (await readPackageJson(join(dir, 'config.json'), Config)) ?? {};
  const { intermediate_size: inner = UNKNOWN_WIDTH, num_attention_heads: heads = UNKNOWN_HEADS } = config;
  return Math.floor(limitBytes / (FLOAT32_BYTES * Math.max(inner, heads * maxTokens)));
}
