export { quantise } from './quantise.ts';
export { VectorIndex, type VectorStage } from './vector-index.ts';
