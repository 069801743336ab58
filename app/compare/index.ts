export { CheckpointReader } from './checkpoint-reader.ts';
export { Comparer, type MeasuredComparison } from './comparer.ts';
