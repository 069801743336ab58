import { openLanceFlatStore, openLanceGraphStore } from './lancedb-store.ts';
import { openOnnxruntimeStore } from './onnxruntime-store.ts';
import { openCodeStore, openExactStore, openGraphStore } from './our-stores.ts';
import { openSqliteVecBinaryStore, openSqliteVecStore } from './sqlite-vec-store.ts';
import { openUsearchStore } from './usearch-store.ts';
import type { OpenVectorStore } from './vector-store.ts';

/** Ours first. */
export const VECTOR_STORES = {
  'ours-exact': openExactStore,
  'ours-codes': openCodeStore,
  'ours-graph': openGraphStore,
  'onnxruntime-exact': openOnnxruntimeStore,
  'sqlite-vec': openSqliteVecStore,
  'sqlite-vec-binary': openSqliteVecBinaryStore,
  usearch: openUsearchStore,
  'lancedb-flat': openLanceFlatStore,
  'lancedb-graph': openLanceGraphStore,
} as const satisfies Record<string, OpenVectorStore>;

export type VectorStoreName = keyof typeof VECTOR_STORES;
