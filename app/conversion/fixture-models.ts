import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Decoder } from './architectures/decoder.ts';
import { openDecoder } from './architectures/registry.ts';
import { Checkpoint } from './checkpoint/checkpoint.ts';
import type { TensorSource } from './checkpoint/tensor-source.ts';

/** What training/export/tiny_llama_fixture.py recorded of a checkpoint; r counts rows, l layers, T tokens, d width. */
export interface Reference {
  readonly rows: readonly { readonly text: string; readonly ids: readonly number[] }[];
  readonly cases: readonly ReferenceCase[];
}

interface ReferenceCase {
  readonly firstBidirectional: number;
  /** [r][T][d] */
  readonly residual: readonly Rows[];
  readonly normed: readonly Rows[];
  /** [r][d] */
  readonly vectors: Readonly<Record<'residual' | 'normed', Readonly<Record<'mean' | 'last', Rows>>>>;
  /** [r][L][d] */
  readonly exitMeans: Readonly<Record<'residual' | 'normed', readonly Rows[]>>;
}

type Rows = readonly (readonly number[])[];

export type FixtureName = 'tiny-llama' | 'tiny-llama-sharded' | 'tiny-llama-variants';

export function fixtureFolder(name: FixtureName): string {
  return join(import.meta.dirname, 'fixtures', name);
}

/** For tests: the tiny checkpoint as a decoder. */
export async function fixtureDecoder(name: FixtureName): Promise<Decoder> {
  const folder = fixtureFolder(name);
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
  return openDecoder(config, await fixtureTensors(folder));
}

/** The whole checkpoint in memory, so that no file stays open. */
async function fixtureTensors(folder: string): Promise<TensorSource> {
  await using checkpoint = await Checkpoint.open(folder);
  const values = new Map<string, Float32Array>();
  const shapes = new Map<string, readonly number[]>();
  for (const name of checkpoint.names) {
    values.set(name, await checkpoint.read(name));
    shapes.set(name, checkpoint.shapeOf(name)!);
  }
  return {
    shapeOf: (name) => shapes.get(name),
    read: async (name) => values.get(name)!,
  };
}

/** For tests: outputs of Hugging Face transformers. The sharded checkpoint has the same weights as the single file. */
export async function fixtureReference(name: Exclude<FixtureName, 'tiny-llama-sharded'>): Promise<Reference> {
  return JSON.parse(await readFile(join(fixtureFolder(name), 'reference.json'), 'utf8'));
}

export interface Matrix {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** For tests: writes a safetensors file of float32 tensors, with the folder it lies in. */
export async function saveTensors(path: string, tensors: Readonly<Record<string, Matrix>>): Promise<void> {
  const header: Record<string, object> = {};
  let end = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + 4 * values.length] };
    end += 4 * values.length;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const data = new Float32Array(Object.values(tensors).flatMap(({ values }) => [...values]));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.concat([length, json, new Uint8Array(data.buffer)]));
}
