export { convertModel } from './convert-model.ts';
export type { ConvertOptions } from './convert-options.ts';
export { deriveAllLayersGraph, deriveSentenceGraph, type Precision } from './derive-graph.ts';
export type { Graph } from './onnx/graph.ts';
export { modelBytes, writeModel } from './onnx/write-model.ts';
export { recordScores } from './package/card-file.ts';
export type { Check } from './verify/check.ts';
export { type VerifyReport, verifyPackage } from './verify/verify-package.ts';
