export { modelFingerprint, verifyChecksums } from './checksums.ts';
export type { EncodingJob } from './encoding-job.ts';
export { type ModelPackage, openModelPackage, type TextKind } from './model-package.ts';
export { SentenceEncoder } from './sentence-encoder.ts';
