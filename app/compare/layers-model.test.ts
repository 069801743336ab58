import { appendFile, cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openModelPackage } from '../embedding/index.ts';
import { type CardedModel, layersModel } from './layers-model.ts';
import { LayersSession } from './layers-session.ts';
import { TemporaryModel } from './temporary-model.ts';

let model: TemporaryModel;
beforeAll(async () => {
  model = await TemporaryModel.convert();
});
afterAll(() => model[Symbol.asyncDispose]());

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-layers-'));
});
afterEach(() => rm(folder, { recursive: true }));

const root = () => join(folder, 'derived');
const opened = async (dir = model.packageDir) => (await openModelPackage(dir)) as CardedModel;
const makeFile = async () => (await layersModel(await opened(), root())) as string;

describe('the graph of all layers', () => {
  it('is made once, of what the package ships', async () => {
    const path = await makeFile();
    const { mtimeMs, ino } = await stat(path);
    expect(await makeFile()).toBe(path);
    expect(await stat(path)).toMatchObject({ mtimeMs, ino });
    expect(await readdir(root())).toEqual(['tiny-llama']);
    await using session = await LayersSession.open(path);
    expect(await session.run([[5, 6], [7]], 3)).toHaveLength(2);
  });

  it('is made again when its file was damaged or is gone', async () => {
    const path = await makeFile();
    const { size } = await stat(path);
    await appendFile(path, 'damage');
    expect(await makeFile()).toBe(path);
    expect(await stat(path)).toMatchObject({ size });
    await rm(path);
    expect((await stat(await makeFile())).size).toBe(size);
  });

  it('replaces that of an earlier package of the same name, and what a killed process left', async () => {
    const path = await makeFile();
    await writeFile(join(root(), 'tiny-llama', 'all-layers-partial-0'), 'half');
    const { card, ...rest } = await opened();
    const found = await layersModel({ ...rest, card: { ...card, pooledStates: 'normed' } }, root());
    expect(found).not.toBe(path);
    expect(await readdir(join(root(), 'tiny-llama'))).toHaveLength(1);
  });

  it('is made in memory where there is no folder for it, or one that cannot be written', async () => {
    expect(await layersModel(await opened(), null)).toBeInstanceOf(Uint8Array);
    await writeFile(root(), 'a file, not a folder');
    const bytes = await layersModel(await opened(), root());
    expect(bytes).toBeInstanceOf(Uint8Array);
    await using session = await LayersSession.open(bytes);
    expect((await session.run([[5, 6]], 3))[0]).toHaveLength(7);
  });

  it('is not made of a package that was changed', async () => {
    const copy = join(folder, 'copy');
    await cp(model.packageDir, copy, { recursive: true });
    await appendFile(join(copy, 'config.json'), ' ');
    for (const place of [root(), null]) {
      await expect(layersModel(await opened(copy), place)).rejects.toMatchObject({ code: 'model.checksum' });
    }
  });
});
