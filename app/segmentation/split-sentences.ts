import type { Span } from '../contracts/document.ts';
import { endsInAbbreviation } from './abbreviations.ts';
import { cutOverlong } from './cut-overlong.ts';
import { trimSpan } from './trim-span.ts';

// One locale everywhere, so that the same file has the same sentences on every machine.
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** How much text on either side of a possible boundary is looked at. */
const CONTEXT_CHARS = 32;
const LINE_END = /[\n\r\u0085\u2028\u2029]$/;
const OPENING_PUNCTUATION = /[\p{Ps}\p{Pi}]/u;
const CITATION = /^(?:\[\p{Nd}{1,3}\])+/u;
const LOWER_CASE_START = /^["'“‘«([]*\p{Ll}/u;
const WORD_START = /^[\p{L}\p{N}/%=&_-]/u;
const ENUMERATOR = /^[([]?(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*|\p{L}|[ivx]{1,5})[.)]$/iu;

/**
 * Splits text into sentences: the Unicode rules (UAX #29, as in ICU), mended where they cut after abbreviations,
 * initials and list numbers, inside addresses, and before lower-case words. A line feed always ends a sentence.
 * @returns spans in order, without white space at their ends, at most 600 characters long. Every letter and digit
 *   of the text is in exactly one of them; what has neither letter nor digit is left out.
 */
export function splitSentences(text: string): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    const boundary = betweenBrackets(text, index + segment.length);
    if (boundary < text.length && continues(text, start, boundary)) continue;
    sentences.push(...cutOverlong(text, trimSpan(text, { start, end: boundary })));
    start = boundary;
  }
  return sentences;
}

/**
 * Where no space stands between, ICU leaves an opening bracket or quote with the sentence before it. It belongs to
 * the next one, except for citations, as in "It is so.[12] Others disagree."
 */
function betweenBrackets(text: string, boundary: number): number {
  let opening = boundary;
  while (opening < text.length && OPENING_PUNCTUATION.test(text[opening - 1] ?? '')) opening--;
  if (/\s/.test(text[opening - 1] ?? '')) return opening;
  const citation = CITATION.exec(text.slice(opening, opening + CONTEXT_CHARS));
  return opening + (citation?.[0].length ?? 0);
}

/** True when the sentence that began at `start` goes on past the boundary. */
function continues(text: string, start: number, boundary: number): boolean {
  const beforeWithSpace = text.slice(Math.max(start, boundary - CONTEXT_CHARS), boundary);
  if (LINE_END.test(beforeWithSpace)) return false;
  const before = beforeWithSpace.trimEnd();
  const after = text.slice(boundary, boundary + CONTEXT_CHARS);
  const isSpaced = before.length < beforeWithSpace.length;
  if (!isSpaced && /[.?!]$/.test(before) && WORD_START.test(after)) return true;
  if (LOWER_CASE_START.test(after)) return true;
  return ENUMERATOR.test(before) || endsInAbbreviation(before, after);
}
