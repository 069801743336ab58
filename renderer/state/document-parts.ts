import { markdownRegions } from '../../app/text/markdown-regions.ts';
import type { TextRange } from './marked-text.ts';
import { chunkText } from './preview-text.ts';

/** A stretch of a document that the browser lays out, or skips while out of sight, as one. */
export interface DocumentPart extends TextRange {
  /** `matter` is what a document says about itself before its text. */
  readonly kind: 'plain' | 'markdown' | 'matter';
}

/** Above this, reading the markup would keep the window waiting; such a document is shown as it is written. */
const MOST_MARKDOWN = 200_000;
const MARKDOWN_NAME = /\.(?:md|markdown|mdown|mkd|mkdn)$/i;
const FRONT_MATTER = /^\uFEFF?(---|\+\+\+)[ \t]*\r?\n[\s\S]{0,32768}?\r?\n\1[ \t]*(?:\r?\n|$)/;

export function canBeLaidOut(path: string, text: string): boolean {
  return MARKDOWN_NAME.test(path) && text.length <= MOST_MARKDOWN;
}

/** Cuts a document into parts; joined, they are the text again. */
export function documentParts(text: string, isLaidOut: boolean): DocumentPart[] {
  if (!isLaidOut) {
    return chunkText(text).map((chunk) => ({
      kind: 'plain',
      start: chunk.start,
      end: chunk.start + chunk.text.length,
    }));
  }
  const matter = FRONT_MATTER.exec(text)?.[0].length ?? 0;
  const regions = markdownRegions(text, matter).map(
    ({ start, end, isMarkdown }): DocumentPart => ({ kind: isMarkdown ? 'markdown' : 'plain', start, end }),
  );
  return matter === 0 ? regions : [{ kind: 'matter', start: 0, end: matter }, ...regions];
}
