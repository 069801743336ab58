import { mkdirSync } from 'node:fs';
import { type FedIndex, VectorFeed } from '../../app/engine/vector-feed.ts';
import type { VectorWorkerOptions } from '../../app/engine/vector-holder.ts';
import { VectorSnapshot } from '../../app/engine/vector-snapshot.ts';
import type { VectorUnit } from '../../app/storage/ids.ts';
import { VectorIndex } from '../../app/vector-index/index.ts';

/** A graph is built over far fewer vectors than outside of a trial. */
export const GRAPH_FROM = 50;

/** Writes the file of all vectors of a library, and graphs over them, however few they are. */
export async function saveVectorFiles(options: VectorWorkerOptions): Promise<void> {
  const { libraryDir, modelId, cacheDir } = options;
  mkdirSync(cacheDir, { recursive: true });
  using feed = new VectorFeed(libraryDir, modelId);
  const fed = { sentence: await indexOf('sentence', options), passage: await indexOf('passage', options) };
  for (const one of Object.values(fed)) {
    await feed.readNew(one);
    while (one.index.work(50));
    await one.index.save(cacheDir);
  }
  await new VectorSnapshot(cacheDir, options, 1).save(fed);
}

async function indexOf(unit: VectorUnit, { fingerprint, width }: VectorWorkerOptions): Promise<FedIndex> {
  const index = await VectorIndex.open({ modelId: fingerprint, unit, width, graphFrom: GRAPH_FROM });
  return { unit, index, lastId: 0 };
}
