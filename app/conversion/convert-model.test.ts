import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModelCard } from '../contracts/model-card.ts';
import { fixtureFolder, saveTensors } from './fixture-models.ts';
import { type ConvertOptions, convertModel } from './index.ts';

let folder: string;
let outDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semblance-convert-'));
  outDir = join(folder, 'models', 'tiny');
});
afterEach(() => rm(folder, { recursive: true }));

function convert(options: Partial<ConvertOptions> = {}): Promise<ModelCard> {
  return convertModel({ hfFolder: fixtureFolder('tiny-llama-variants'), outDir, ...options });
}

/** A copy of the checkpoint that a test may damage. */
async function damagedCopy(damage: (copy: string) => Promise<void>): Promise<string> {
  const copy = join(folder, 'copy');
  await cp(fixtureFolder('tiny-llama-variants'), copy, { recursive: true });
  await damage(copy);
  return copy;
}

describe('convertModel', () => {
  it('writes a package in the layout of Hugging Face with a card beside it', async () => {
    const card = await convert();
    expect((await readdir(outDir)).sort()).toEqual([
      'config.json',
      'deelm.json',
      'onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
    expect(ModelCard.parse(JSON.parse(await readFile(join(outDir, 'deelm.json'), 'utf8')))).toEqual(card);
    expect(Object.keys(card.sha256)).toEqual([
      'config.json',
      'onnx/model_int8.onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
  });

  it('describes the model, with defaults that claim nothing', async () => {
    expect(await convert()).toMatchObject({
      id: 'tiny-llama-variants',
      architecture: 'LlamaForCausalLM',
      layers: 3,
      firstBidirectionalLayer: 0,
      form: 'sequential',
      pooling: 'mean',
      pooledStates: 'normed',
      prompts: { query: '', passage: '' },
      maxTokens: 256,
      dimensions: [16],
      exitLayers: [3],
      parameters: 15_008,
      licence: 'unknown',
      scores: { int8Cosine: expect.closeTo(1, 2) },
    });
  });

  it('takes over what it is told', async () => {
    const told = {
      id: 'own-id',
      name: 'Own',
      licence: 'MIT',
      languages: ['en'],
      maxTokens: 64,
      exitLayers: [2, 3],
      firstBidirectionalLayer: 1,
    };
    expect(await convert(told)).toMatchObject(told);
    expect(await convert({ dimensions: [4, 8] })).toMatchObject({ dimensions: [4, 8, 16] });
  });

  it('replaces a package that is already there', async () => {
    await convert({ id: 'first' });
    await convert({ id: 'second' });
    expect(JSON.parse(await readFile(join(outDir, 'deelm.json'), 'utf8')).id).toBe('second');
    expect(await readdir(join(folder, 'models'))).toEqual(['tiny']);
  });

  it('leaves a folder alone that holds anything else', async () => {
    await mkdir(outDir, { recursive: true });
    await writeFile(join(outDir, 'thesis.md'), 'years of work');
    await expect(convert()).rejects.toMatchObject({ code: 'conversion.output-in-use' });
    expect(await readdir(outDir)).toEqual(['thesis.md']);
  });

  it.each<[string, Partial<ConvertOptions>, string]>([
    ['the null case k = L-1', { pooling: 'last', firstBidirectionalLayer: 2 }, 'conversion.null-case'],
    ['the null case k = L', { pooling: 'last', firstBidirectionalLayer: 3 }, 'conversion.null-case'],
    ['the two-branch form', { form: 'two-branch' }, 'conversion.unsupported-form'],
    ['a layer that is not there', { firstBidirectionalLayer: 4 }, 'conversion.bad-option'],
    ['texts longer than the model reads', { maxTokens: 513 }, 'conversion.bad-option'],
    ['dimensions past the width', { dimensions: [32] }, 'conversion.bad-option'],
    ['an exit before the first layer', { exitLayers: [0] }, 'conversion.bad-option'],
    ['an id that is no file name', { id: '../escape' }, 'conversion.bad-option'],
    ['a folder that is not there', { hfFolder: '/nowhere/model' }, 'conversion.bad-config'],
  ])('refuses %s and leaves nothing behind', async (_, options, code) => {
    await expect(convert(options)).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual([]);
  });

  it('accepts last-token pooling from k = L-2 on', async () => {
    expect(await convert({ pooling: 'last', firstBidirectionalLayer: 1 })).toMatchObject({ pooling: 'last' });
  });

  it('refuses weights that are not numbers, after which nothing is left', async () => {
    const hfFolder = await damagedCopy(async (copy) => {
      const path = join(copy, 'model.safetensors');
      const bytes = await readFile(path);
      bytes.writeFloatLE(Number.NaN, bytes.length - 4);
      await writeFile(path, bytes);
    });
    await expect(convert({ hfFolder })).rejects.toMatchObject({ code: 'conversion.not-finite' });
    expect(await readdir(join(folder, 'models'))).toEqual([]);
  });

  it('merges an adapter into the weights', async () => {
    const adapter = join(folder, 'adapter');
    const module = 'model.layers.0.self_attn.q_proj';
    await saveTensors(join(adapter, 'adapter_model.safetensors'), {
      [`base_model.model.${module}.lora_A.weight`]: { shape: [1, 16], values: Array(16).fill(0.5) },
      [`base_model.model.${module}.lora_B.weight`]: { shape: [32, 1], values: Array(32).fill(0.5) },
    });
    await writeFile(join(adapter, 'adapter_config.json'), '{"peft_type":"LORA","lora_alpha":1}');
    const [plain, adapted] = [await convert(), await convert({ adapter })];
    expect(adapted.sha256['onnx/model_int8.onnx']).not.toBe(plain.sha256['onnx/model_int8.onnx']);
    expect(adapted.scores.int8Cosine).toBeGreaterThan(0.99);
  });

  it('needs tokenizer.json, and does without tokenizer_config.json', async () => {
    const hfFolder = await damagedCopy((copy) => rm(join(copy, 'tokenizer_config.json')));
    expect((await convert({ hfFolder })).id).toBe('copy');
    await rm(join(hfFolder, 'tokenizer.json'));
    await expect(convert({ hfFolder })).rejects.toMatchObject({ code: 'conversion.bad-tokenizer' });
  });
});
