import { extname } from 'node:path';
import type { DocumentType } from '../contracts/document.ts';

// Formats written in a dialect of Markdown are read as Markdown: what the dialect adds stays visible as text.
// Likewise org, reStructuredText and AsciiDoc are read as plain text, with their markup left in.
const TYPE_BY_EXTENSION: Readonly<Record<string, DocumentType>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdown': 'markdown',
  '.mkd': 'markdown',
  '.mdx': 'markdown',
  '.qmd': 'markdown',
  '.rmd': 'markdown',
  '.txt': 'text',
  '.text': 'text',
  '.org': 'text',
  '.rst': 'text',
  '.adoc': 'text',
  '.asciidoc': 'text',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
};

/** The type of a document by its file name extension, in any case; null when such files are not read. */
export function documentTypeOf(path: string): DocumentType | null {
  return TYPE_BY_EXTENSION[extname(path).toLowerCase()] ?? null;
}
