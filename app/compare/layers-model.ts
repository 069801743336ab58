import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ModelCard } from '../contracts/model-card.ts';
import { deriveAllLayersGraph, derivedModel, modelBytes, writeModel } from '../conversion/index.ts';
import { type ModelPackage, verifyChecksums } from '../embedding/index.ts';

export type CardedModel = ModelPackage & { readonly card: ModelCard };

/** Rises whenever the graph of all layers is built differently. */
const GRAPH_VERSION = 1;

/**
 * The graph of every layer of a package, made once from the weights that it ships and kept (see derivedModel). Where
 * nothing can be written, it is made in memory.
 * @param root  folder of all derived models; null to make it in memory.
 * @returns what LayersSession.open takes.
 * @throws DomainError `model.missing` | `model.checksum` (the package was changed), `conversion.*` (its files are not
 *   those of a converted decoder).
 */
export async function layersModel(model: CardedModel, root: string | null): Promise<string | Uint8Array> {
  if (root === null) return makeInMemory(model);
  const place = { home: join(root, model.id), kind: 'all-layers', mark: sourceMark(model.card) };
  const file = await derivedModel(place, async (path) => {
    await verifyChecksums(model);
    await writeModel(await deriveAllLayersGraph(model.dir, { precision: 'int8' }), path);
  });
  return file ?? makeInMemory(model);
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

async function makeInMemory(model: CardedModel): Promise<Uint8Array> {
  await verifyChecksums(model);
  return modelBytes(await deriveAllLayersGraph(model.dir, { precision: 'int8' }));
}
