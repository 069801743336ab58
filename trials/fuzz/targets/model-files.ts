import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../../../app/base/domain-error.ts';
import { readCard } from '../../../app/conversion/package/card-file.ts';
import { modelFingerprint, verifyChecksums } from '../../../app/embedding/checksums.ts';
import { openModelPackage } from '../../../app/embedding/model-package.ts';
import { mutateJson } from '../json-mutation.ts';
import { BrokenLaw, type FuzzTarget } from '../target.ts';

const FIXTURES = fileURLToPath(new URL('../../../app/embedding/fixtures', import.meta.url));
const FILES: Readonly<Record<string, readonly string[]>> = {
  'tiny-deelm': ['deelm.json'],
  'tiny-bert': [
    'config.json',
    'modules.json',
    '1_Pooling/config.json',
    'sentence_bert_config.json',
    'config_sentence_transformers.json',
    'tokenizer_config.json',
  ],
};

/** What a model folder says of itself: cards of ours, and the files of other exports. */
export async function openModelFiles(folder: string): Promise<FuzzTarget> {
  for (const name of Object.keys(FILES))
    cpSync(join(FIXTURES, name), join(folder, name), { recursive: true });
  const seeds = Object.entries(FILES).flatMap(([name, files]) =>
    files.map((file) =>
      JSON.stringify({ name, file, content: JSON.parse(readFileSync(join(FIXTURES, name, file), 'utf8')) }),
    ),
  );
  return {
    seeds,
    dictionary: [
      '../',
      '../../outside/sentinel',
      '/etc/passwd',
      '..\\',
      '\0',
      'sentence_transformers.models.Dense',
      'mean',
      'cls',
      'last',
      'onnx/',
    ],
    mutate(mutator, seed) {
      const parts = JSON.parse(seed);
      return JSON.stringify({ ...parts, content: mutateJson(mutator, parts.content) });
    },
    async check(input) {
      const parts = partsOf(input);
      if (!parts) return;
      const path = join(folder, parts.name, parts.file);
      const before = readFileSync(path);
      writeFileSync(path, JSON.stringify(parts.content) ?? '');
      try {
        await readAll(join(folder, parts.name));
      } finally {
        writeFileSync(path, before);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const name of Object.keys(FILES)) rmSync(join(folder, name), { recursive: true });
      mkdirSync(dirname(folder), { recursive: true });
    },
  };
}

/** Null for an input that names no file. */
function partsOf(input: string): { name: string; file: string; content: unknown } | null {
  try {
    const parts = JSON.parse(input);
    return FILES[parts.name]?.includes(parts.file) ? parts : null;
  } catch {
    return null;
  }
}

async function readAll(dir: string): Promise<void> {
  const steps = [
    async () => {
      const model = await openModelPackage(dir);
      await modelFingerprint(model);
      await verifyChecksums(model);
    },
    () => readCard(dir),
  ];
  for (const step of steps) await step().catch(refused);
}

/** Refusals are expected; not so one that hides that a file outside of the model was to be read. */
function refused(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (code === 'ERR_ACCESS_DENIED') throw new BrokenLaw('reads nothing outside of the model', { cause });
}
