import type { ModelCard } from '../contracts/model-card.ts';

export type Pooling = 'mean' | 'cls' | 'last';
export type TextKind = 'query' | 'passage';

/** A folder with an encoder in ONNX, its tokenizer, and what is needed to use both rightly. */
export interface ModelPackage {
  readonly dir: string;
  /** Lower-case letters, digits and `-._`; the same weights under the same name have the same id. */
  readonly id: string;
  readonly name: string;
  /** Components of a vector. */
  readonly width: number;
  /** Tokens the model takes, special tokens included. */
  readonly maxTokens: number;
  /** What stands before a text, by what the text is. */
  readonly prompts: Readonly<Record<TextKind, string>>;
  readonly onnxPath: string;
  /** How token states become a vector where the graph does not do it. */
  readonly pooling: Pooling;
  /** True when a learned projection follows the pooling, so that the graph must do both. */
  readonly hasProjection: boolean;
  /** Null for plain sentence-transformers exports. */
  readonly card: ModelCard | null;
}

/** What the two layouts of a package tell; the rest is common. */
export type PackageDescription = Omit<ModelPackage, 'dir' | 'onnxPath'>;
