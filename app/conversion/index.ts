export { writeCheckpointLayers } from './checkpoint-layers.ts';
export { convertModel } from './convert-model.ts';
export type { ConvertOptions } from './convert-options.ts';
export { deriveAllLayersGraph, deriveDeviceGraph, deriveSentenceGraph } from './derive-graph.ts';
export { derivedModel } from './derived-model.ts';
export { modelBytes, weightSizes, writeModel } from './onnx/write-model.ts';
export { recordScores } from './package/card-file.ts';
export { makeShorterPackage } from './shorter-package.ts';
export { type VerifyReport, verifyPackage } from './verify/verify-package.ts';
