export { activationTokens } from './activation-tokens.ts';
export { modelFingerprint, verifyChecksums } from './checksums.ts';
export type { Encoded } from './encoding-job.ts';
export { openModelPackage } from './model-package.ts';
export type { ModelPackage, Pooling, TextKind } from './package-description.ts';
export { SentenceEncoder } from './sentence-encoder.ts';
export { TextTokenizer, type TokenizedText } from './text-tokenizer.ts';
export type { TokenPiece } from './token-pieces.ts';
