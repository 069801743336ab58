import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../../app/base/domain-error.ts';
import { SafetensorsFile } from '../../../app/conversion/checkpoint/safetensors-file.ts';
import { mutateJson } from '../json-mutation.ts';
import { type FuzzTarget, law } from '../target.ts';

const SOUND = {
  __metadata__: { format: 'pt' },
  a: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
  b: { dtype: 'BF16', shape: [4], data_offsets: [16, 24] },
  'model.c': { dtype: 'F16', shape: [], data_offsets: [24, 26] },
};

/** Files of weights that strangers made: header length, header, data. */
export async function openSafetensors(folder: string): Promise<FuzzTarget> {
  const path = join(folder, 'model.safetensors');
  return {
    seeds: [fileOf(SOUND)],
    dictionary: [
      '"F64"',
      '"I8"',
      '"BOOL"',
      '"F8_E5M2"',
      '[0,0]',
      '[1e99]',
      '9007199254740993',
      '"__proto__"',
      '\x00'.repeat(8),
      '\xff'.repeat(8),
      '{',
      '}',
    ],
    mutate: (mutator, seed) =>
      mutator.below(2) === 0
        ? mutator.mutate(seed)
        : fileOf(mutateJson(mutator, SOUND), mutator.pick([0, 16, 24, 26, 27, 1_000])),
    async check(input) {
      writeFileSync(path, input, 'latin1');
      try {
        await using file = await SafetensorsFile.open(path);
        for (const name of file.names) {
          const size = (file.shapeOf(name) ?? []).reduce((product, dimension) => product * dimension, 1);
          const values = await file.read(name).catch(refused);
          law(values === null || values.length === size, 'a tensor has as many values as its shape says');
        }
      } catch (error) {
        refused(error);
      }
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** As latin1. */
function fileOf(header: unknown, dataBytes = 26): string {
  const json = Buffer.from(JSON.stringify(header) ?? '');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes, 7)]).toString('latin1');
}

function refused(error: unknown): null {
  if (error instanceof DomainError) return null;
  throw error;
}
