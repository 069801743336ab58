import { appendFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureDir } from '../embedding/fixture-packages.ts';
import type { Engine } from './engine.ts';
import { never, TemporaryNotes, TINY_MODEL } from './temporary-engine.ts';

let temporary: TemporaryNotes;
let engine: Engine;
beforeAll(async () => {
  temporary = new TemporaryNotes();
  temporary.put('lease.md', 'The tenant must give two months notice.');
  engine = await temporary.open();
  await engine.index([temporary.notes], never);
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  temporary[Symbol.dispose]();
});

const own = async () => (await engine.models.list()).models.filter(({ origin }) => origin === 'library');
const filesOfModels = () => readdirSync(join(temporary.library, 'models'));

/** A copy of a fixture that may be damaged. */
function copyOf(name: 'tiny-deelm' | 'tiny-bert'): string {
  const folder = join(dirname(temporary.notes), 'offered', name);
  mkdirSync(dirname(folder), { recursive: true });
  cpSync(fixtureDir(name), folder, { recursive: true });
  return folder;
}

describe('a model package', () => {
  it('is copied into the library, chosen by its id, and removed when it is used no more', async () => {
    await engine.models.import(fixtureDir('tiny-bert'));
    const [imported] = await own();
    expect(imported).toMatchObject({ name: 'tiny-bert', licence: null, use: null, dimensions: [16] });
    expect(filesOfModels()).toEqual(['tiny-bert']);

    const { switch: begun } = await engine.models.choose({ model: imported!.id });
    expect(begun?.to.id).toBe(imported!.id);
    await engine.models.settled(never);
    expect((await own())[0]?.use).toBe('active');
    await expect(engine.models.remove(imported!.id)).rejects.toMatchObject({ code: 'model.in-use' });

    await engine.models.choose({ model: TINY_MODEL });
    await engine.models.settled(never);
    expect((await engine.models.remove(imported!.id)).models).not.toContainEqual(
      expect.objectContaining({ origin: 'library' }),
    );
    expect(filesOfModels()).toEqual([]);
  });

  it('is not taken in, or chosen, when its files are not what its card says', async () => {
    const folder = copyOf('tiny-deelm');
    appendFileSync(join(folder, 'onnx/model_int8.onnx'), 'x');
    await expect(engine.models.import(folder)).rejects.toMatchObject({ code: 'model.checksum' });
    expect(filesOfModels()).toEqual([]);
    await expect(engine.models.choose({ model: folder, dimensions: 8 })).rejects.toMatchObject({
      code: 'model.checksum',
    });
    expect(await engine.status()).toMatchObject({ modelSwitch: null });
  });

  it('is not taken in when it does not load', async () => {
    const folder = copyOf('tiny-bert');
    appendFileSync(join(folder, 'tokenizer.json'), '{');
    await expect(engine.models.import(folder)).rejects.toMatchObject({ code: 'model.corrupt' });
    expect(filesOfModels()).toEqual([]);
  });
});

describe('a choice', () => {
  it.each([
    ['a model that is not there', 'model.missing', { model: 'nowhere' }],
    ['a layer that is not offered', 'model.bad-exit-layer', { model: TINY_MODEL, exitLayer: 7 }],
    ['a width that is not offered', 'model.bad-dimensions', { model: TINY_MODEL, dimensions: 9 }],
  ])('of %s is refused', async (_, code, choice) => {
    await expect(engine.models.choose(choice)).rejects.toMatchObject({ code, nextStep: expect.any(String) });
    expect(await engine.status()).toMatchObject({ modelSwitch: null, model: { dimensions: 16 } });
  });

  it('of the bundled model cannot be removed', async () => {
    const bundled = (await engine.models.list()).models.find(({ origin }) => origin === 'bundled');
    await expect(engine.models.remove(bundled!.id)).rejects.toMatchObject({ code: 'model.bundled' });
  });
});
