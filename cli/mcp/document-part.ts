import type { DocumentPreview } from '../../app/contracts/library.ts';

/** A part of a document's text, and where it lies. */
export interface DocumentPart {
  readonly document: string;
  readonly title: string | null;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of the whole text, in UTF-16 code units. */
  readonly totalCharacters: number;
}

/**
 * The text from `start`, `length` UTF-16 code units at most: a surrogate pair at either end is kept whole.
 * A start behind the end of the text gives an empty part.
 */
export function partOf({ path, title, text }: DocumentPreview, start: number, length: number): DocumentPart {
  const from = wholeCharacter(text, Math.min(start, text.length));
  const to = Math.max(from, wholeCharacter(text, Math.min(start + length, text.length)));
  return {
    document: path,
    title,
    text: text.slice(from, to),
    start: from,
    end: to,
    totalCharacters: text.length,
  };
}

/** The place, or the one before it where it would part a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  const isInside = /[\uDC00-\uDFFF]/.test(text.charAt(at)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 1));
  return isInside ? at - 1 : at;
}
