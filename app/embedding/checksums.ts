import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { ModelPackage } from './package-description.ts';

/** Exports that are no package of ours have no checksums; of them, these files decide what a vector is. */
const DECIDING_FILES =
  /^(tokenizer|tokenizer_config|modules|config_sentence_transformers|sentence_bert_config)\.json$/;

/**
 * Compares every file that the package's card names with its checksum; plain exports have none and pass.
 * @throws DomainError `model.missing` (a file is gone), `model.checksum` (a file differs), `model.corrupt` (the card
 *   names a file outside the package).
 */
export async function verifyChecksums(model: ModelPackage): Promise<void> {
  for (const [file, expected] of Object.entries(model.card?.sha256 ?? {})) {
    const path = join(model.dir, file);
    if (relative(model.dir, path).startsWith('..')) {
      throw damaged('model.corrupt', model, `names the file ${file}, which lies outside of it`);
    }
    const found = await sha256(path).catch(() => null);
    if (found === null) throw damaged('model.missing', model, `lacks its file ${file}`);
    if (found !== expected) throw damaged('model.checksum', model, `has a file that was changed: ${file}`);
  }
}

/**
 * A hash of all that decides what vectors a model makes: weights, tokenizer, prompts, pooling, length. Vectors of equal
 * fingerprints may be compared. For a package of ours it is read off the card, for other exports the files are hashed.
 */
export async function modelFingerprint(model: ModelPackage): Promise<string> {
  const { prompts, pooling, maxTokens, width } = model;
  const files = model.card === null ? await decidingFiles(model) : Object.entries(model.card.sha256).sort();
  return createHash('sha256')
    .update(JSON.stringify({ prompts, pooling, maxTokens, width, files }))
    .digest('hex');
}

async function decidingFiles(model: ModelPackage): Promise<[string, string][]> {
  const onnxDir = relative(model.dir, dirname(model.onnxPath));
  const weights = (await readdir(dirname(model.onnxPath)))
    .filter((name) => name.startsWith(basename(model.onnxPath)))
    .map((name) => join(onnxDir, name));
  const others = (await readdir(model.dir)).filter((name) => DECIDING_FILES.test(name));
  const files = [...weights, ...others].sort();
  return Promise.all(
    files.map(
      async (file) => [file.replaceAll(sep, '/'), await sha256(join(model.dir, file))] as [string, string],
    ),
  );
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest('hex');
}

function damaged(code: string, model: ModelPackage, what: string): DomainError {
  return new DomainError(code, {
    message: `The model ${model.name} ${what}`,
    nextStep: 'Download or convert the model again.',
  });
}
