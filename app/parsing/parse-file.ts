import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { DocumentType, ParsedDocument } from '../contracts/document.ts';
import { decodeText } from './decode-text.ts';
import { documentTypeOf } from './document-type.ts';
import { readContent } from './file-content.ts';
import { parseHtml } from './html.ts';
import { declaredCharset } from './html-charset.ts';
import { parseMarkdown } from './markdown.ts';
import { parsePlainText } from './plain-text.ts';

/** A file as it was at one moment, and what is to be read in it. */
export interface ParsedFile {
  readonly type: DocumentType;
  /** SHA-256 of the bytes, in lower-case hexadecimal. */
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** Null where the file may have changed again without a trace: see change-time.ts. */
  readonly changedAtMs: number | null;
  readonly document: ParsedDocument;
}

export interface ParseLimits {
  /** Larger files are refused before they are read; 32 MB unless told. */
  readonly maxBytes?: number;
}

export const LARGEST_FILE_BYTES = 32 * 2 ** 20;

/**
 * Reads a document from disk.
 * @throws DomainError `parse.unsupported` | `parse.missing` | `parse.unreadable` | `parse.too-large` |
 *   `parse.changed-while-reading` | `parse.binary` | `parse.encoding` | `parse.too-deep`
 */
export async function parseFile(path: string, limits: ParseLimits = {}): Promise<ParsedFile> {
  const { maxBytes = LARGEST_FILE_BYTES } = limits;
  const type = documentTypeOf(path);
  if (type === null) throw unsupported(path);
  const { bytes, ...state } = await readContent(path, maxBytes);
  const text = decodeText(bytes, basename(path), type === 'html' ? declaredCharset(bytes) : null);
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  return { type, contentHash, ...state, document: parseText(type, text) };
}

/** @throws DomainError `parse.too-deep` */
function parseText(type: DocumentType, text: string): ParsedDocument {
  switch (type) {
    case 'markdown':
      return parseMarkdown(text);
    case 'text':
      return parsePlainText(text);
    case 'html':
      return parseHtml(text);
  }
}

function unsupported(path: string): DomainError {
  return new DomainError('parse.unsupported', {
    message: `${basename(path)} is of a type that cannot be read yet`,
    nextStep: 'Save it as Markdown, plain text or HTML.',
  });
}
