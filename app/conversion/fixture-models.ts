import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  readonly residual: readonly Matrix[];
  readonly normed: readonly Matrix[];
  /** [r][d] */
  readonly vectors: Readonly<Record<'residual' | 'normed', Readonly<Record<'mean' | 'last', Matrix>>>>;
  /** [r][L][d] */
  readonly exitMeans: Readonly<Record<'residual' | 'normed', readonly Matrix[]>>;
}

type Matrix = readonly (readonly number[])[];

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
