import type { DocumentType, PassageDraft } from '../../contracts/document.ts';
import type { SourceId, VectorUnit } from '../ids.ts';
import type { FileState } from '../read/documents.ts';

/** A unit vector in storage precision: component j is `scale * data[j]`. */
export interface StoredVector {
  readonly scale: number;
  readonly data: Int8Array;
}

/** Vectors of a new passage: one per sentence (null where a sentence has none), one per window of the passage. */
export interface PassageVectors {
  readonly sentences: readonly (StoredVector | null)[];
  readonly windows: readonly StoredVector[];
}

/** A passage to store; `vectors` is null when the document has a passage with the same hash already and keeps it. */
export interface EncodedPassage {
  readonly draft: PassageDraft;
  readonly hash: Buffer;
  readonly vectors: PassageVectors | null;
}

/** A document to store, whole. */
export interface DocumentDraft extends FileState {
  readonly sourceId: SourceId;
  readonly type: DocumentType;
  readonly contentHash: string;
  readonly title: string | null;
  readonly tags: readonly string[];
  readonly text: string;
  readonly passages: readonly EncodedPassage[];
}

/** What a write did to the vectors of one unit; the index beside the database follows it. */
export interface VectorChange {
  readonly unit: VectorUnit;
  /** How many were added; they have the highest ids of the unit. */
  readonly added: number;
  readonly removed: readonly number[];
}
