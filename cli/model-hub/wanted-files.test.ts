import { describe, expect, it } from 'vitest';
import { wantedFiles } from './wanted-files.ts';

const COMMON = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

describe('of a repository', () => {
  it('an export is wanted with the smallest of its models and the modules behind it', () => {
    const listed = [
      ...COMMON,
      'README.md',
      'model.safetensors',
      'modules.json',
      '1_Pooling/config.json',
      'onnx/model.onnx',
      'onnx/model_int8.onnx',
      'onnx/model_O4.onnx',
    ];
    expect(wantedFiles('a/b', listed)).toEqual({
      kind: 'export',
      paths: [...COMMON, 'modules.json', '1_Pooling/config.json', 'onnx/model_int8.onnx'],
    });
  });

  it('weights beside a graph come along', () => {
    const listed = [...COMMON, 'onnx/model.onnx', 'onnx/model.onnx_data'];
    expect(wantedFiles('a/b', listed).paths).toContain('onnx/model.onnx_data');
  });

  it('a checkpoint is wanted with all of its parts, and without what only resembles them', () => {
    const parts = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
    const listed = [
      ...COMMON,
      ...parts,
      'model.safetensors.index.json',
      'adapter_model.safetensors',
      'pytorch_model.bin',
    ];
    const { kind, paths } = wantedFiles('a/b', listed);
    expect(kind).toBe('checkpoint');
    expect(paths).toEqual([...COMMON, ...parts, 'model.safetensors.index.json']);
  });

  it.each([
    [['README.md']],
    [COMMON],
    [['model.safetensors', 'config.json']],
    [['tokenizer.json', 'onnx/model.onnx']],
  ])('nothing is wanted of %j', (listed) => {
    expect(() => wantedFiles('a/b', listed)).toThrow(
      expect.objectContaining({ code: 'model.hub-nothing-usable' }),
    );
  });
});
