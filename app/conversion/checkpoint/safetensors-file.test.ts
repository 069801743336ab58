import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../base/domain-error.ts';
import { SafetensorsFile } from './safetensors-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-safetensors-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of the format: header length, header, data. */
function safetensors(header: unknown, data: Uint8Array = new Uint8Array()): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

async function open(bytes: Uint8Array): Promise<SafetensorsFile> {
  const path = join(folder, 'model.safetensors');
  await writeFile(path, bytes);
  return SafetensorsFile.open(path);
}

const floats = new Uint8Array(new Float32Array([1, -2, 0.5, 3]).buffer);
const sound = {
  weight: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
  __metadata__: { format: 'pt' },
};

describe('reading a safetensors file', () => {
  it('knows names and shapes at once and values on demand', async () => {
    await using file = await open(safetensors(sound, floats));
    expect([...file.names]).toEqual(['weight']);
    expect(file.shapeOf('weight')).toEqual([2, 2]);
    expect([...(await file.read('weight'))]).toEqual([1, -2, 0.5, 3]);
  });

  it.each([
    ['F16', [0x3c00, 0xc000, 0x0001, 0x7c00], [1, -2, 2 ** -24, Infinity]],
    ['BF16', [0x3f80, 0xc000, 0x3f00, 0xff80], [1, -2, 0.5, -Infinity]],
  ])('turns %s into float32', async (dtype, bits, expected) => {
    const header = { weight: { dtype, shape: [4], data_offsets: [0, 8] } };
    await using file = await open(safetensors(header, new Uint8Array(new Uint16Array(bits).buffer)));
    expect([...(await file.read('weight'))]).toEqual(expected);
  });

  it('refuses to read integers as weights, naming the type', async () => {
    const header = { weight: { dtype: 'I32', shape: [4], data_offsets: [0, 16] } };
    await using file = await open(safetensors(header, floats));
    await expect(file.read('weight')).rejects.toMatchObject({ code: 'conversion.unsupported-dtype' });
  });

  it('reports a file that is not there', async () => {
    await expect(SafetensorsFile.open(join(folder, 'absent.safetensors'))).rejects.toMatchObject({
      code: 'conversion.unreadable',
    });
  });
});

const entry = (start: number, end: number, shape = [(end - start) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [start, end],
});
const claimedHeader = (length: bigint) => {
  const bytes = safetensors(sound, floats);
  bytes.writeBigUInt64LE(length);
  return bytes;
};

describe('a hostile safetensors file', () => {
  it.each<[string, Uint8Array]>([
    ['is empty', new Uint8Array()],
    ['ends in its length field', new Uint8Array(5)],
    ['claims a header past its end', claimedHeader(10_000n)],
    ['claims a header of 16 exabytes', claimedHeader(2n ** 64n - 1n)],
    ['has a header that is not JSON', safetensors('{"weight":', floats)],
    [
      'has a header that is not UTF-8',
      Buffer.concat([safetensors('  ').subarray(0, 8), Buffer.from([0xff, 0xfe])]),
    ],
    ['has a list for a header', safetensors([sound], floats)],
    ['nests its header deeply', safetensors('{"a":'.repeat(100_000))],
    [
      'has an entry without a shape',
      safetensors({ weight: { dtype: 'F32', data_offsets: [0, 16] } }, floats),
    ],
    ['has a negative dimension', safetensors({ weight: { ...entry(0, 16), shape: [-4] } }, floats)],
    ['has a shape whose size overflows', safetensors({ weight: entry(0, 16, [2 ** 40, 2 ** 40]) }, floats)],
    ['has a shape that its bytes do not fill', safetensors({ weight: entry(0, 16, [5]) }, floats)],
    [
      'has offsets that run backwards',
      safetensors({ weight: { ...entry(0, 16), data_offsets: [16, 0] } }, floats),
    ],
    ['has offsets past the data', safetensors({ weight: entry(0, 32) }, floats)],
    [
      'has offsets that are no integers',
      safetensors({ weight: { ...entry(0, 16), data_offsets: [0.5, 16.5] } }, floats),
    ],
    ['has tensors that overlap', safetensors({ a: entry(0, 16), b: entry(8, 16) }, floats)],
    ['has a gap between tensors', safetensors({ a: entry(0, 4), b: entry(8, 16) }, floats)],
    ['has data that no tensor covers', safetensors({ a: entry(0, 8) }, floats)],
    ['has a type that does not exist', safetensors({ weight: { ...entry(0, 16), dtype: 'F33' } }, floats)],
  ])('that %s is refused', async (_, bytes) => {
    await expect(open(bytes)).rejects.toMatchObject({ code: 'conversion.bad-safetensors' });
  });

  it('gives sound values or a coded error, whichever bytes of it were changed', async () => {
    const original = safetensors({ a: entry(0, 8), b: entry(8, 16) }, floats);
    const random = randomNumbers(7);
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(original);
      for (let change = 0; change <= round % 4; change++) bytes[random(bytes.length)] = random(256);
      const values = await readAll(
        bytes.subarray(0, bytes.length - (round % 5 === 0 ? random(bytes.length) : 0)),
      );
      expect(values instanceof DomainError || values.every((list) => list.length <= floats.length / 2)).toBe(
        true,
      );
    }
  });
});

async function readAll(bytes: Uint8Array): Promise<Float32Array[] | DomainError> {
  try {
    await using file = await open(bytes);
    return await Promise.all([...file.names].map((name) => file.read(name)));
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** Whole numbers below a bound, the same sequence in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
