import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../../app/base/domain-error.ts';
import { convertModel, deriveSentenceGraph, modelBytes } from '../../../app/conversion/index.ts';
import type { FuzzTarget } from '../target.ts';

const CHECKPOINT = fileURLToPath(
  new URL('../../../app/conversion/fixtures/tiny-llama-variants', import.meta.url),
);

/** A package whose model file a stranger made, when another graph is to be made of it. */
export async function openOnnx(folder: string): Promise<FuzzTarget> {
  const outDir = join(folder, 'package');
  await convertModel({ hfFolder: CHECKPOINT, outDir, id: 'foreign', name: 'Foreign' } as never);
  const path = join(outDir, 'onnx/model_int8.onnx');
  return {
    seeds: [readFileSync(path, 'latin1')],
    dictionary: [
      '\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01',
      '\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80',
      '\x0a',
      '\x12',
      '../x',
      '\x08\x01',
      '\x70\x01',
      '\x6a',
    ],
    async check(input) {
      writeFileSync(path, input, 'latin1');
      try {
        await modelBytes(await deriveSentenceGraph(outDir, { precision: 'fp32' }));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}
