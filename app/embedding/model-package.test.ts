import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureDir, PackageCopy } from './fixture-packages.ts';
import { openModelPackage } from './model-package.ts';

describe('a package of ours', () => {
  it('tells what its card says', async () => {
    const dir = fixtureDir('tiny-deelm');
    expect(await openModelPackage(dir)).toMatchObject({
      dir,
      id: 'tiny-deelm',
      width: 16,
      maxTokens: 32,
      prompts: { query: '', passage: '' },
      pooling: 'mean',
      onnxPath: join(dir, 'onnx', 'model_int8.onnx'),
      card: { formatVersion: 1 },
    });
  });

  it('is refused when its card is broken or of another version', async () => {
    await using copy = await PackageCopy.of('tiny-deelm');
    await copy.editJson('deelm.json', { formatVersion: 2 });
    await expect(openModelPackage(copy.dir)).rejects.toMatchObject({ code: 'model.corrupt' });
    await copy.write('deelm.json', '{');
    await expect(openModelPackage(copy.dir)).rejects.toMatchObject({ code: 'model.corrupt' });
  });

  it.each(['onnx', 'tokenizer.json', 'tokenizer_config.json'])('is refused without %s', async (file) => {
    await using copy = await PackageCopy.of('tiny-deelm');
    await copy.remove(file);
    await expect(openModelPackage(copy.dir)).rejects.toMatchObject({ code: 'model.missing' });
  });
});

describe('a plain sentence-transformers export', () => {
  it('tells what the files around it say', async () => {
    const found = await openModelPackage(fixtureDir('tiny-bert'));
    expect(found).toMatchObject({
      name: 'tiny-bert',
      width: 16,
      maxTokens: 32,
      prompts: { query: 'ask: ', passage: '' },
      pooling: 'mean',
      hasProjection: false,
      card: null,
    });
    expect(found.id).toMatch(/^tiny-bert-[0-9a-f]{8}$/);
  });

  it('has the pooling of its own configuration', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    await copy.write(
      '1_Pooling/config.json',
      '{"word_embedding_dimension": 16, "pooling_mode_lasttoken": true}',
    );
    expect(await openModelPackage(copy.dir)).toMatchObject({ pooling: 'last' });
    await copy.write('1_Pooling/config.json', '{"pooling_mode_max_tokens": true}');
    await expect(openModelPackage(copy.dir)).rejects.toMatchObject({ code: 'model.unsupported' });
  });

  it('falls back on the defaults of sentence-transformers and the limits of its tokenizer', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    for (const file of [
      'modules.json',
      '1_Pooling',
      'sentence_bert_config.json',
      'config_sentence_transformers.json',
    ]) {
      await copy.remove(file);
    }
    await copy.editJson('tokenizer_config.json', { model_max_length: 1e30 });
    expect(await openModelPackage(copy.dir)).toMatchObject({
      pooling: 'mean',
      width: 16,
      maxTokens: 64,
      prompts: { query: '', passage: '' },
    });
  });

  it('has the width of a projection that follows the pooling', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    const modules = ['1_Pooling', '2_Dense'].map((path) => ({ path, type: `models.${path.slice(2)}` }));
    await copy.write('modules.json', JSON.stringify(modules));
    await expect(openModelPackage(copy.dir)).rejects.toMatchObject({ code: 'model.unsupported' });
    await copy.write('2_Dense/config.json', '{"in_features": 16, "out_features": 24}');
    expect(await openModelPackage(copy.dir)).toMatchObject({ width: 24, hasProjection: true });
  });

  it.each(['../elsewhere', '/elsewhere', '1_Pooling/../../elsewhere'])(
    'is refused when it names a module outside of its folder: %s',
    async (path) => {
      await using copy = await PackageCopy.of('tiny-bert');
      await copy.write('../elsewhere/config.json', '{"pooling_mode_lasttoken": true}');
      await copy.write(
        'modules.json',
        JSON.stringify([{ path, type: 'sentence_transformers.models.Pooling' }]),
      );
      await expect(openModelPackage(copy.dir)).rejects.toMatchObject({ code: 'model.corrupt' });
    },
  );

  it('is refused when one of its files cannot be understood', async () => {
    await using copy = await PackageCopy.of('tiny-bert');
    await copy.write('1_Pooling/config.json', 'pooling: mean');
    await expect(openModelPackage(copy.dir)).rejects.toMatchObject({ code: 'model.corrupt' });
  });
});

it('says where it looked when there is no folder', async () => {
  await expect(openModelPackage('/nowhere/at all')).rejects.toMatchObject({
    code: 'model.missing',
    message: expect.stringContaining('/nowhere/at all'),
  });
});
