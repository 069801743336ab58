// What parsing hands to segmentation and storage. All offsets are UTF-16 code units, as in `String.prototype.slice`.

/** A half-open range [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where readable text came from: runs in which text and document text advance in lockstep, ordered by `at`.
 * Readable characters that stand for something else in the source (an entity, a soft line break) are runs of their own.
 */
export interface OffsetRun {
  /** First offset of the run in the block's readable text. */
  readonly at: number;
  /** The matching offset in the document text. */
  readonly source: number;
  /** Length in the readable text. */
  readonly length: number;
  /** Length in the document text; equals `length` unless the characters were replaced. */
  readonly sourceLength: number;
}

export type BlockKind = 'paragraph' | 'heading' | 'list' | 'quote' | 'table' | 'code';

/** A paragraph-level block of a document. */
export interface Block {
  readonly kind: BlockKind;
  /** The block's place in the document text, markup included. */
  readonly span: Span;
  /** Readable text without markup. A line feed is always a hard break (list item, table row, code line). */
  readonly text: string;
  readonly runs: readonly OffsetRun[];
  /** Titles of the enclosing sections, outermost first. A heading block holds its ancestors only. */
  readonly headingPath: readonly string[];
  /** 1-based page, for formats that have pages. */
  readonly page?: number;
}

/** A file turned into text. */
export interface ParsedDocument {
  /**
   * The document text that all offsets refer to: for Markdown and plain text the decoded file itself, so offsets hold
   * in the file; for other formats the extracted text.
   */
  readonly text: string;
  readonly title: string | null;
  readonly tags: readonly string[];
  readonly blocks: readonly Block[];
}

/** File types that can be read. */
export type DocumentType = 'markdown' | 'text' | 'html';

/** A sentence: `span` in the document text, `textSpan` in its passage's readable text. */
export interface SentenceSpan {
  readonly span: Span;
  readonly textSpan: Span;
}

/** A passage ready to be encoded and stored. */
export interface PassageDraft {
  readonly kind: BlockKind;
  readonly span: Span;
  readonly text: string;
  readonly headingPath: readonly string[];
  readonly page?: number;
  readonly sentences: readonly SentenceSpan[];
}
