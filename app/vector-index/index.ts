export { type CacheCheck, checkGraphCache } from './graph-cache.ts';
export { NeighbourTable } from './neighbour-table.ts';
export { dequantise, quantise } from './quantise.ts';
export { VectorIndex, type VectorStage } from './vector-index.ts';
