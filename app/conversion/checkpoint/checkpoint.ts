import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../../base/domain-error.ts';
import { SafetensorsFile } from './safetensors-file.ts';
import type { TensorSource } from './tensor-source.ts';

const SINGLE_FILE = 'model.safetensors';
const INDEX_FILE = 'model.safetensors.index.json';

/** Shards are plain file names: an index never reaches out of its folder. */
const ShardName = z.string().regex(/^[^/\\]+\.safetensors$/);
const ShardIndex = z.object({ weight_map: z.record(z.string(), ShardName) });

/** The weights of a Hugging Face folder: `model.safetensors`, or the shards that its index lists. */
export class Checkpoint implements TensorSource, AsyncDisposable {
  readonly #fileOf: ReadonlyMap<string, SafetensorsFile>;
  readonly #files: AsyncDisposableStack;

  private constructor(fileOf: ReadonlyMap<string, SafetensorsFile>, files: AsyncDisposableStack) {
    this.#fileOf = fileOf;
    this.#files = files;
  }

  /** @throws DomainError `conversion.no-weights` | `conversion.bad-index` and those of {@link SafetensorsFile.open} */
  static async open(folder: string): Promise<Checkpoint> {
    const files = await readdir(folder).catch((): string[] => []);
    const shards = await shardsIn(folder, files);
    await using opened = new AsyncDisposableStack();
    const fileOf = new Map<string, SafetensorsFile>();
    for (const shard of shards) {
      const file = opened.use(await SafetensorsFile.open(join(folder, shard)));
      for (const name of file.names) fileOf.set(name, file);
    }
    return new Checkpoint(fileOf, opened.move());
  }

  get names(): Iterable<string> {
    return this.#fileOf.keys();
  }

  shapeOf(name: string): readonly number[] | undefined {
    return this.#fileOf.get(name)?.shapeOf(name);
  }

  async read(name: string): Promise<Float32Array> {
    const file = this.#fileOf.get(name);
    if (!file) throw new RangeError(`No tensor ${name} in this checkpoint`);
    return file.read(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#files.disposeAsync();
  }
}

async function shardsIn(folder: string, files: readonly string[]): Promise<readonly string[]> {
  if (files.includes(SINGLE_FILE)) return [SINGLE_FILE];
  if (files.includes(INDEX_FILE)) return shardsOfIndex(await readFile(join(folder, INDEX_FILE), 'utf8'));
  throw new DomainError('conversion.no-weights', {
    message: `${basename(folder)} holds no ${SINGLE_FILE} and no ${INDEX_FILE}`,
    nextStep: files.some((file) => file.startsWith('pytorch_model'))
      ? 'Only safetensors are read, never pickle files: download or save the safetensors form of this model.'
      : 'Point to a folder with config.json, tokenizer.json and the safetensors weights of a model.',
  });
}

function shardsOfIndex(json: string): readonly string[] {
  try {
    return [...new Set(Object.values(ShardIndex.parse(JSON.parse(json)).weight_map))];
  } catch (cause) {
    throw new DomainError('conversion.bad-index', {
      message: `${INDEX_FILE} does not list the shards of the model in the expected form`,
      nextStep: 'Download the index file of the model again.',
      cause,
    });
  }
}
