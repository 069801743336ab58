import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureFolder } from '../fixture-models.ts';
import { Checkpoint } from './checkpoint.ts';

const INDEX = 'model.safetensors.index.json';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('Checkpoint', () => {
  it('reads the same tensors from shards as from a single file', async () => {
    await using single = await Checkpoint.open(fixtureFolder('tiny-llama'));
    await using sharded = await Checkpoint.open(fixtureFolder('tiny-llama-sharded'));
    for (const name of single.names) {
      expect(sharded.shapeOf(name)).toEqual(single.shapeOf(name));
      expect(await sharded.read(name)).toEqual(await single.read(name));
    }
  });

  it('misses a shard with a coded error', async () => {
    await cp(join(fixtureFolder('tiny-llama-sharded'), INDEX), join(folder, INDEX));
    await expect(Checkpoint.open(folder)).rejects.toMatchObject({ code: 'conversion.unreadable' });
  });

  it.each(['../secret.safetensors', '/etc/secret.safetensors', '..\\secret.safetensors', 'secret.bin', 7])(
    'refuses an index that points to %s',
    async (shard) => {
      await writeFile(join(folder, INDEX), JSON.stringify({ weight_map: { weight: shard } }));
      await expect(Checkpoint.open(folder)).rejects.toMatchObject({ code: 'conversion.bad-index' });
    },
  );

  it('refuses an index that is cut short', async () => {
    const json = await readFile(join(fixtureFolder('tiny-llama-sharded'), INDEX), 'utf8');
    await writeFile(join(folder, INDEX), json.slice(0, -20));
    await expect(Checkpoint.open(folder)).rejects.toMatchObject({ code: 'conversion.bad-index' });
  });

  it('says what to do about pickle files', async () => {
    await writeFile(join(folder, 'pytorch_model.bin'), '');
    await expect(Checkpoint.open(folder)).rejects.toMatchObject({
      code: 'conversion.no-weights',
      nextStep: expect.stringContaining('pickle'),
    });
  });

  it('reports a folder that is not there', async () => {
    const absent = join(folder, 'absent');
    await expect(Checkpoint.open(absent)).rejects.toMatchObject({ code: 'conversion.no-weights' });
  });
});
