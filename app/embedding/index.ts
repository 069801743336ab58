export { modelFingerprint, verifyChecksums } from './checksums.ts';
export type { EncodingJob } from './encoding-job.ts';
export { type ModelPackage, openModelPackage, type Pooling, type TextKind } from './model-package.ts';
export { type ExaminedText, SentenceEncoder } from './sentence-encoder.ts';
export { TextTokenizer, type TokenizedText } from './text-tokenizer.ts';
export type { TokenPiece } from './token-pieces.ts';
