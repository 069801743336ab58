export { writeCheckpointLayers } from './checkpoint-layers.ts';
export { convertModel } from './convert-model.ts';
export type { ConvertOptions } from './convert-options.ts';
export { deriveAllLayersGraph, deriveSentenceGraph } from './derive-graph.ts';
export { modelBytes, writeModel } from './onnx/write-model.ts';
export { recordScores } from './package/card-file.ts';
export { type VerifyReport, verifyPackage } from './verify/verify-package.ts';
