import type { DocumentType, PassageDraft } from '../contracts/document.ts';
import type { VectorChange } from '../storage/write/drafts.ts';

/** A file read, parsed and cut into passages and sentences. */
export interface ReadDocument {
  readonly type: DocumentType;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** Null where the file may have changed again without a trace. */
  readonly changedAtMs: number | null;
  /** sha256 of the bytes, hex. */
  readonly contentHash: string;
  readonly title: string | null;
  readonly tags: readonly string[];
  readonly text: string;
  readonly passages: readonly PassageDraft[];
}

/** Reads files in a process of their own. @throws DomainError `parse.*` */
export interface DocumentParser {
  read(path: string): Promise<ReadDocument>;
}

/** A text to encode in windows, each under its context (title and headings). */
export interface PassageText {
  readonly context: string;
  readonly text: string;
}

/** Vectors in storage precision: component j of row i is `scales[i] * data[i * width + j]`. */
export interface VectorRows {
  readonly scales: Float32Array;
  readonly data: Int8Array;
}

export interface EncodedTexts {
  /** One row per sentence. */
  readonly sentences: VectorRows;
  /** Rows of all windows; `windowsPerPassage` tells how many belong to each passage. */
  readonly windows: VectorRows;
  readonly windowsPerPassage: readonly number[];
  readonly tokens: number;
  /** Texts that were cut because a single one was longer than the model takes. */
  readonly truncated: number;
}

/** Encodes in a process of its own. @throws DomainError `encoder.*` */
export interface TextEncoder {
  encode(sentences: readonly string[], passages: readonly PassageText[]): Promise<EncodedTexts>;
  readonly provider: string;
}

/** The index beside the database, told of every change after its commit. */
export interface VectorSink {
  apply(changes: readonly VectorChange[]): void;
}
