import { access, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { readCardedPackage } from './carded-package.ts';
import { readExportedPackage } from './exported-package.ts';
import type { ModelPackage } from './package-description.ts';

/** In order of preference: 8-bit weights are two to three times as fast on a CPU. */
const ONNX_FILES = ['onnx/model_int8.onnx', 'onnx/model_quantized.onnx', 'onnx/model.onnx', 'model.onnx'];
const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json'];

/**
 * Reads what a model folder says of itself: a package of ours (`deelm.json`) or a plain sentence-transformers export.
 * Neither loads the model nor verifies checksums (see verifyChecksums).
 * @throws DomainError `model.missing` (folder or file), `model.corrupt` (unreadable JSON or card), `model.unsupported`.
 */
export async function openModelPackage(dir: string): Promise<ModelPackage> {
  const folder = resolve(dir);
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw missing(folder, `There is no model folder at ${folder}`);
  const onnxPath = await firstExisting(ONNX_FILES.map((file) => join(folder, file)));
  if (onnxPath === null) throw missing(folder, `${basename(folder)} holds no ONNX model`);
  for (const file of TOKENIZER_FILES) {
    if ((await firstExisting([join(folder, file)])) === null) {
      throw missing(folder, `${basename(folder)} has no ${file}`);
    }
  }
  const description = (await readCardedPackage(folder)) ?? (await readExportedPackage(folder, onnxPath));
  return { dir: folder, onnxPath, ...description };
}

async function firstExisting(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const exists = await access(path).then(
      () => true,
      () => false,
    );
    if (exists) return path;
  }
  return null;
}

function missing(folder: string, message: string): DomainError {
  return new DomainError('model.missing', {
    message,
    nextStep: `Choose a folder with an ONNX model and its tokenizer files, or convert a checkpoint into ${folder}.`,
  });
}
