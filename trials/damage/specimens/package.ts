import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../../app/base/domain-error.ts';
import { modelFingerprint, openModelPackage, verifyChecksums } from '../../../app/embedding/index.ts';
import { TINY_MODEL } from '../../../app/engine/temporary-engine.ts';
import type { Told } from '../outcome.ts';
import type { Specimen } from './specimen.ts';

const FILES = ['deelm.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_int8.onnx'];
const OTHER_MODEL = fileURLToPath(new URL('../../../app/embedding/fixtures/tiny-bert', import.meta.url));

/** A model package of the library's own. */
export async function packageSpecimens(root: string): Promise<Specimen[]> {
  const [whole, other] = [join(root, 'whole'), join(root, 'other')];
  cpSync(TINY_MODEL, whole, { recursive: true });
  cpSync(TINY_MODEL, other, { recursive: true });
  // Files of another model under the names of those of the package.
  for (const name of ['tokenizer.json', 'tokenizer_config.json'])
    cpSync(join(OTHER_MODEL, name), join(other, name));
  cpSync(join(OTHER_MODEL, 'onnx', 'model.onnx'), join(other, 'onnx/model_int8.onnx'));
  const card = JSON.parse(readFileSync(join(TINY_MODEL, 'deelm.json'), 'utf8'));
  writeFileSync(
    join(other, 'deelm.json'),
    JSON.stringify({ ...card, id: 'other', pooling: 'last', maxTokens: 16 }),
  );
  const fingerprint = await modelFingerprint(await openModelPackage(whole));
  return FILES.map((file) => ({
    ...{ file: `models/*/${file}`, whole, other, older: other },
    pathIn: (folder) => join(folder, file),
    examine: (folder) => examine(folder, fingerprint),
    async [Symbol.asyncDispose]() {},
  }));
}

/** A package is opened, verified, and known by a fingerprint of all that its vectors are made of. */
async function examine(folder: string, fingerprint: string): Promise<Told> {
  try {
    const model = await openModelPackage(folder);
    await verifyChecksums(model);
    // Another fingerprint is another model, which a library tells.
    if ((await modelFingerprint(model)) !== fingerprint)
      return { toldBy: 'opening', changed: [], crash: null };
    return { toldBy: null, changed: [], crash: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { toldBy: 'opening', changed: [], crash: null };
  }
}
