export { modelFingerprint, verifyChecksums } from './checksums.ts';
export type { Encoded, EncodingJob } from './encoding-job.ts';
export { type ModelPackage, openModelPackage, type TextKind } from './model-package.ts';
export type { SessionOptions } from './onnx-session.ts';
export { type EncodeOptions, type PrepareOptions, SentenceEncoder } from './sentence-encoder.ts';
export { TextTokenizer, type TokenizedText, type WindowOptions } from './text-tokenizer.ts';
