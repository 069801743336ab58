// The graph on disk: a cache beside the database, believed only after its header, sizes, checksums and layout were found
// right.
//
//   <dir>/<unit>.json                      header
//   <dir>/<unit>.<n>.<generation>.hnsw     shards; one that did not change keeps its file of an earlier generation

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from './durable-files.ts';
import { graphFileProblem } from './graph-file.ts';
import { type GraphHeader, labelsSha256, parseGraphHeader, type ShardHeader } from './graph-header.ts';
import { HnswShard } from './hnsw-shard.ts';
import type { Hnswlib } from './hnswlib.ts';

/** What graph files must be about to be of use. */
export interface GraphIdentity {
  readonly modelId: string;
  readonly unit: string;
  readonly dimensions: number;
}

/** `problem` says in words why the files are of no use. */
export type CacheCheck =
  | { readonly state: 'absent' }
  | { readonly state: 'good'; readonly header: GraphHeader }
  | { readonly state: 'bad'; readonly problem: string };

/** Reads and verifies header and files without giving anything to hnswlib. */
export async function checkGraphCache(dir: string, identity: GraphIdentity): Promise<CacheCheck> {
  const name = `${identity.unit}.json`;
  const text = await readFile(join(dir, name), 'utf8').catch(() => null);
  if (text === null) return { state: 'absent' };
  const header = parseGraphHeader(text);
  if (header === null) return { state: 'bad', problem: `${name} is not a header of this version` };
  const { modelId, unit, dimensions } = header;
  if (modelId !== identity.modelId || unit !== identity.unit || dimensions !== identity.dimensions) {
    return { state: 'bad', problem: `${name} is about ${unit} vectors of ${modelId}, ${dimensions} wide` };
  }
  for (const shard of header.shards) {
    const problem = await shardProblem(join(dir, shard.file), shard, dimensions);
    if (problem !== null) return { state: 'bad', problem: `${shard.file} ${problem}` };
  }
  return { state: 'good', header };
}

/** Loads the shards of a header that {@link checkGraphCache} found good; null when their labels are not the header's. */
export async function readShards(
  library: Hnswlib,
  dir: string,
  header: GraphHeader,
): Promise<HnswShard[] | null> {
  const shards: HnswShard[] = [];
  for (const { file, marked } of header.shards) {
    shards.push(await HnswShard.read(library, header.dimensions, join(dir, file), marked));
  }
  const labels = shards.flatMap(({ live }) => [...live]);
  return labels.length === header.count && labelsSha256(labels) === header.labelsSha256 ? shards : null;
}

async function shardProblem(path: string, shard: ShardHeader, width: number): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'is missing';
  if (found.size !== shard.bytes) return `has ${found.size} bytes, not ${shard.bytes}`;
  const { sha256 } = await fingerprint(path);
  if (sha256 !== shard.sha256) return 'has another checksum than its header says';
  return graphFileProblem(path, width, shard.count);
}
