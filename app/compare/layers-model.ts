import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ModelCard } from '../contracts/model-card.ts';
import { deriveAllLayersGraph, modelBytes, writeModel } from '../conversion/index.ts';
import { type ModelPackage, verifyChecksums } from '../embedding/index.ts';

export type CardedModel = ModelPackage & { readonly card: ModelCard };

/** Rises whenever the graph of all layers is built differently. */
const GRAPH_VERSION = 1;
const MODEL_FILE = 'all-layers.onnx';
const CHECKSUMS_FILE = 'sha256.json';

/**
 * The graph of every layer of a package, made once from the weights that it ships and kept in
 * `<root>/<model id>/<mark of its source>`. It is looked at anew each time: a file that differs from its checksum, or is
 * of an earlier package, is made again. Where nothing can be written, it is made in memory.
 * @param root  null to make it in memory.
 * @returns what LayersSession.open takes.
 * @throws DomainError `model.missing` | `model.checksum` (the package was changed), `conversion.*` (its files are not
 *   those of a converted decoder).
 */
export async function layersModel(model: CardedModel, root: string | null): Promise<string | Uint8Array> {
  if (root === null) return makeInMemory(model);
  const home = join(root, model.id);
  const folder = join(home, sourceMark(model.card));
  if (await isWhole(folder)) return join(folder, MODEL_FILE);
  try {
    await makeFolder(model, home, folder);
  } catch (error) {
    if (!isFileTrouble(error)) throw error;
    // Another process may have made it meanwhile.
    if (!(await isWhole(folder))) return makeInMemory(model);
  }
  return join(folder, MODEL_FILE);
}

/** Equal for packages whose graphs of all layers are equal. */
function sourceMark({ sha256, layers, pooledStates, pooling }: ModelCard): string {
  const source = {
    version: GRAPH_VERSION,
    files: Object.entries(sha256).sort(),
    layers,
    pooledStates,
    pooling,
  };
  return createHash('sha256').update(JSON.stringify(source)).digest('hex').slice(0, 16);
}

/** Written beside its place and renamed, so that it is there whole or not at all; what was there before goes. */
async function makeFolder(model: CardedModel, home: string, folder: string): Promise<void> {
  await verifyChecksums(model);
  const partial = join(home, `partial-${randomUUID()}`);
  await mkdir(partial, { recursive: true });
  try {
    await writeModel(await deriveAllLayersGraph(model.dir, { precision: 'int8' }), join(partial, MODEL_FILE));
    await writeFile(join(partial, CHECKSUMS_FILE), JSON.stringify(await checksums(partial)));
    for (const other of await readdir(home)) {
      if (join(home, other) !== partial) await rm(join(home, other), { recursive: true });
    }
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function makeInMemory(model: CardedModel): Promise<Uint8Array> {
  await verifyChecksums(model);
  return modelBytes(await deriveAllLayersGraph(model.dir, { precision: 'int8' }));
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const told = JSON.parse(await readFile(join(folder, CHECKSUMS_FILE), 'utf8'));
    return JSON.stringify(told) === JSON.stringify(await checksums(folder));
  } catch {
    return false;
  }
}

/** Of all files of the folder but the one that holds them. */
async function checksums(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of (await readdir(folder)).sort()) {
    if (name === CHECKSUMS_FILE) continue;
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name), { highWaterMark: 2 ** 20 }), hash);
    found[name] = hash.digest('hex');
  }
  return found;
}

/** Trouble with the disk, not with what is on it. */
function isFileTrouble(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}
