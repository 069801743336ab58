import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

export const CARD_FILE = 'deelm.json';
/** The card for people; it may be edited without the package counting as changed. */
const README_FILE = 'README.md';
export const MODEL_FILE = 'onnx/model_int8.onnx';
export const CONFIG_FILE = 'config.json';
export const TOKENIZER_FILE = 'tokenizer.json';
export const TOKENIZER_CONFIG_FILE = 'tokenizer_config.json';

/** sha256 of every file of a package but its two cards, by path with forward slashes. */
export async function hashFiles(packageDir: string): Promise<Record<string, string>> {
  const entries = await readdir(packageDir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(packageDir, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => path !== CARD_FILE && path !== README_FILE)
    .sort();
  const hashes: Record<string, string> = {};
  for (const path of paths) hashes[path] = await sha256(join(packageDir, path));
  return hashes;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
