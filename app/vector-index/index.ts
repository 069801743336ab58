export { dequantise, dot, type QuantisedVector, quantise } from './quantise.ts';
export {
  VectorIndex,
  type VectorIndexOptions,
  type VectorIndexStatus,
  type VectorStage,
} from './vector-index.ts';
export type { Neighbours, VectorRows } from './vector-set.ts';
