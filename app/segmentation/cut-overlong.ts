import type { Span } from '../contracts/document.ts';
import { trimSpan } from './trim-span.ts';

/** Longer sentences, such as minified lines, are cut. */
const MAX_SENTENCE_CHARS = 600;
/** A space is preferred as the place to cut when it is no nearer to the beginning than this. */
const MIN_PIECE_CHARS = 300;

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The sentence, in pieces when it is overlong; pieces without any letter or digit are left out. */
export function cutOverlong(text: string, sentence: Span): Span[] {
  const pieces: Span[] = [];
  for (let start = sentence.start; start < sentence.end; ) {
    const end = sentence.end - start <= MAX_SENTENCE_CHARS ? sentence.end : cutPlace(text, start);
    const piece = trimSpan(text, { start, end });
    if (/[\p{L}\p{N}]/u.test(text.slice(piece.start, piece.end))) pieces.push(piece);
    start = end;
  }
  return pieces;
}

/** The last space that fits, else the last boundary between user-perceived characters. */
function cutPlace(text: string, start: number): number {
  const limit = start + MAX_SENTENCE_CHARS;
  const space = text.slice(start + MIN_PIECE_CHARS, limit).search(/\s\S*$/);
  if (space >= 0) return start + MIN_PIECE_CHARS + space;
  const cluster = clusters.segment(text.slice(start, limit + 1)).containing(MAX_SENTENCE_CHARS);
  return cluster === undefined || cluster.index === 0 ? limit : start + cluster.index;
}
