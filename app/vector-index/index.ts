export { type CacheCheck, checkGraphCache } from './graph-cache.ts';
export { NeighbourTable } from './neighbour-table.ts';
export { dequantise, quantise } from './quantise.ts';
export { readSnapshot, type SnapshotIdentity, type SnapshotState, writeSnapshot } from './snapshot-file.ts';
export { VectorIndex, type VectorStage } from './vector-index.ts';
export type { VectorRows } from './vector-rows.ts';
