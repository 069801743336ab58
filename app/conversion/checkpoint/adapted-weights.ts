import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../../base/domain-error.ts';
import { SafetensorsFile } from './safetensors-file.ts';
import type { TensorSource } from './tensor-source.ts';

const CONFIG_FILE = 'adapter_config.json';
const WEIGHTS_FILE = 'adapter_model.safetensors';

/** Keys as PEFT writes them: base_model.model.<module>.lora_A.weight. */
const LORA_KEY = /^base_model\.model\.(?<module>.+)\.lora_(?<part>[AB])\.weight$/;
/** A plain module name; PEFT reads anything else as a pattern. */
const MODULE_NAME = /^[\w.]+$/;

const AdapterConfig = z.looseObject({
  peft_type: z.literal('LORA'),
  lora_alpha: z.number(),
  use_rslora: z.boolean().default(false),
  use_dora: z.literal(false).default(false),
  fan_in_fan_out: z.literal(false).default(false),
  alpha_pattern: z.record(z.string().regex(MODULE_NAME), z.number()).default({}),
});
type AdapterConfig = z.infer<typeof AdapterConfig>;

/** The low-rank change of one tensor: W' = W + scale · B A. */
interface LowRankChange {
  readonly keyA: string;
  readonly keyB: string;
  readonly rank: number;
  readonly scale: number;
}

/** A checkpoint with a LoRA adapter of PEFT merged into it, tensor by tensor as they are read. METHODS B2. */
export class AdaptedWeights implements TensorSource, AsyncDisposable {
  readonly #base: TensorSource;
  readonly #adapter: SafetensorsFile;
  readonly #changes: ReadonlyMap<string, LowRankChange>;

  private constructor(
    base: TensorSource,
    adapter: SafetensorsFile,
    changes: ReadonlyMap<string, LowRankChange>,
  ) {
    this.#base = base;
    this.#adapter = adapter;
    this.#changes = changes;
  }

  /**
   * @param adapterDir  folder with adapter_config.json and adapter_model.safetensors.
   * @throws DomainError `conversion.unsupported-adapter` | `conversion.adapter-mismatch` and those of the file.
   */
  static async open(base: TensorSource, adapterDir: string): Promise<AdaptedWeights> {
    const config = await readAdapterConfig(adapterDir);
    await using opened = new AsyncDisposableStack();
    const adapter = opened.use(await SafetensorsFile.open(join(adapterDir, WEIGHTS_FILE)));
    const changes = planChanges(base, adapter, config);
    opened.move();
    return new AdaptedWeights(base, adapter, changes);
  }

  shapeOf(name: string): readonly number[] | undefined {
    return this.#base.shapeOf(name);
  }

  async read(name: string): Promise<Float32Array> {
    const weight = await this.#base.read(name);
    const change = this.#changes.get(name);
    if (!change) return weight;
    const [a, b] = await Promise.all([this.#adapter.read(change.keyA), this.#adapter.read(change.keyB)]);
    return addProduct(weight, b, a, change);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#adapter[Symbol.asyncDispose]();
  }
}

async function readAdapterConfig(adapterDir: string): Promise<AdapterConfig> {
  try {
    return AdapterConfig.parse(JSON.parse(await readFile(join(adapterDir, CONFIG_FILE), 'utf8')));
  } catch (cause) {
    throw unsupportedAdapter(`${CONFIG_FILE} does not describe a plain LoRA adapter`, cause);
  }
}

/** Finds for each pair of adapter tensors the tensor of the base that they change. */
function planChanges(
  base: TensorSource,
  adapter: SafetensorsFile,
  config: AdapterConfig,
): Map<string, LowRankChange> {
  const changes = new Map<string, LowRankChange>();
  for (const key of adapter.names) {
    const { module, part } = LORA_KEY.exec(key)?.groups ?? {};
    if (!module || !part) throw unsupportedAdapter(`it holds ${key}, which is no LoRA matrix`);
    const keyA = key.replace(/lora_B\.weight$/, 'lora_A.weight');
    const keyB = key.replace(/lora_A\.weight$/, 'lora_B.weight');
    const target = targetOf(base, module);
    const rank = commonRank(base.shapeOf(target), adapter.shapeOf(keyA), adapter.shapeOf(keyB));
    if (rank === undefined) throw mismatch(`its matrices for ${target} do not fit that tensor`);
    changes.set(target, { keyA, keyB, rank, scale: scaleOf(module, config, rank) });
  }
  return changes;
}

/** The prefix `model.` may stand in the adapter and not in the checkpoint, or the other way round. */
function targetOf(base: TensorSource, module: string): string {
  const names = [module, module.replace(/^model\./, ''), `model.${module}`].map((name) => `${name}.weight`);
  const target = names.find((name) => base.shapeOf(name));
  if (!target) throw mismatch(`it changes ${module}, which the model does not have`);
  return target;
}

type Shape = readonly number[] | undefined;

/** r of A [r,in] and B [out,r], or undefined when they do not fit W [out,in]. */
function commonRank(weight: Shape, a: Shape, b: Shape): number | undefined {
  const [rank] = a ?? [];
  const fits = rank && b?.[1] === rank && weight?.[0] === b[0] && weight?.[1] === a?.[1];
  return fits ? rank : undefined;
}

function scaleOf(module: string, config: AdapterConfig, rank: number): number {
  const patterns = Object.entries(config.alpha_pattern);
  const override = patterns.find(([name]) => module === name || module.endsWith(`.${name}`));
  const alpha = override?.[1] ?? config.lora_alpha;
  return alpha / (config.use_rslora ? Math.sqrt(rank) : rank);
}

/** weight [out,in] + scale · b [out,r] a [r,in]. */
function addProduct(
  weight: Float32Array,
  b: Float32Array,
  a: Float32Array,
  { rank, scale }: LowRankChange,
): Float32Array {
  const inputs = a.length / rank;
  const merged = weight.slice();
  for (let out = 0; out < b.length / rank; out++) {
    const row = merged.subarray(out * inputs, (out + 1) * inputs);
    for (let r = 0; r < rank; r++) {
      const factor = scale * b[out * rank + r]!;
      for (let i = 0; i < inputs; i++) row[i]! += factor * a[r * inputs + i]!;
    }
  }
  return merged;
}

function unsupportedAdapter(what: string, cause?: unknown): DomainError {
  return new DomainError('conversion.unsupported-adapter', {
    message: `The adapter cannot be merged: ${what}`,
    nextStep: 'Use a LoRA adapter in PEFT format without DoRA, or merge it with PEFT and convert the result.',
    cause,
  });
}

function mismatch(what: string): DomainError {
  return new DomainError('conversion.adapter-mismatch', {
    message: `The adapter does not belong to this model: ${what}`,
    nextStep: 'Check base_model_name_or_path in adapter_config.json for the model that it was trained on.',
  });
}
