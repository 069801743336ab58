import { createHash } from 'node:crypto';
import { z } from 'zod';
import { EF_CONSTRUCTION, M } from './hnsw-shard.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const ShardHeader = z.object({
  /** A plain name beside the header. */
  file: z.string().regex(/^[a-z]+\.\d+\.\d+\.hnsw$/),
  bytes: z.int().positive(),
  sha256,
  /** Points in the file, removed ones included. */
  count: z.int().positive(),
  /** Labels in the file that are removed. */
  marked: z.array(z.int().positive()),
});
export type ShardHeader = z.infer<typeof ShardHeader>;

const GraphHeader = z.object({
  formatVersion: z.literal(1),
  modelId: z.string(),
  unit: z.string(),
  dimensions: z.int().positive(),
  m: z.literal(M),
  efConstruction: z.literal(EF_CONSTRUCTION),
  /** Grows with every save. */
  generation: z.int().positive(),
  /** Labels that are not removed, in all shards. */
  count: z.int().nonnegative(),
  labelsSha256: sha256,
  shards: z.array(ShardHeader),
});
/** `<unit>.json`: what the graph files beside it are. */
export type GraphHeader = z.infer<typeof GraphHeader>;

/** Null for anything but a header of this version. */
export function parseGraphHeader(text: string): GraphHeader | null {
  try {
    return GraphHeader.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** SHA-256 of the labels in ascending order, as float64. */
export function labelsSha256(labels: readonly number[]): string {
  return createHash('sha256').update(Float64Array.from(labels).sort()).digest('hex');
}
