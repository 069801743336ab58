export { Comparer, type MeasuredComparison } from './comparer.ts';
