import type { Span } from '../contracts/document.ts';

export interface WindowSpanOptions {
  /** Tokens that fit into a window. */
  readonly room: number;
  /** Tokens that neighbouring windows share, about; less than half the room. */
  readonly overlap: number;
  /** Counts the tokens of a part of the text; sums of parts may be off by a few. */
  readonly count: (part: string) => number;
  /** Says exactly whether a part fits into a window. */
  readonly fits: (part: string) => boolean;
}

/** A run of white space and the word after it, or a part of a long one. */
interface Piece extends Span {
  readonly tokens: number;
}

const WORD = /\s*\S+/gu;
const LONG_WORD = 32;
/** Finds words where a script writes no white space between them. */
const WORDS_OF_ANY_SCRIPT = new Intl.Segmenter(undefined, { granularity: 'word' });

/** See TextTokenizer.windows. A window is planned by adding up the token counts of its pieces, then checked as a whole. */
export function windowSpans(text: string, options: WindowSpanOptions): Span[] {
  const { room, fits } = options;
  const overlap = Math.min(options.overlap, Math.floor(room / 2));
  const pieces = piecesOf(text, options);
  const total = sum(pieces);
  if (total === 0) return [];
  const windows = Math.max(1, Math.ceil((total - overlap) / (room - overlap)));
  const size = Math.min(room, Math.ceil((total - overlap) / windows) + overlap);
  const spans: Span[] = [];
  let first = 0;
  for (;;) {
    const next = endOfWindow(text, pieces, first, { size, fits });
    spans.push({ start: pieces[first]!.start, end: pieces[next - 1]!.end });
    if (next === pieces.length) return spans;
    first = Math.max(first + 1, startOfOverlap(pieces, next, overlap));
  }
}

/** Index after the last piece of a window that begins with piece `first`. */
function endOfWindow(
  text: string,
  pieces: readonly Piece[],
  first: number,
  { size, fits }: { size: number; fits: (part: string) => boolean },
): number {
  let next = first + 1;
  let planned = pieces[first]!.tokens;
  while (next < pieces.length && planned + pieces[next]!.tokens <= size) planned += pieces[next++]!.tokens;
  while (next > first + 1 && !fits(text.slice(pieces[first]!.start, pieces[next - 1]!.end))) next--;
  return next;
}

function startOfOverlap(pieces: readonly Piece[], end: number, overlap: number): number {
  let start = end;
  let shared = 0;
  while (start > 0 && shared + pieces[start - 1]!.tokens <= overlap) shared += pieces[--start]!.tokens;
  return start;
}

function piecesOf(text: string, { room, count }: WindowSpanOptions): Piece[] {
  const pieces: Piece[] = [];
  const add = (start: number, end: number): void => {
    const tokens = end - start > LONG_WORD ? Infinity : count(text.slice(start, end));
    const middle = middleOf(text, start, end);
    if (tokens <= room / 2 || middle === start) {
      pieces.push({ start, end, tokens });
    } else {
      add(start, middle);
      add(middle, end);
    }
  };
  for (const { index, 0: word } of text.matchAll(WORD)) {
    const parts = word.length > LONG_WORD ? WORDS_OF_ANY_SCRIPT.segment(word) : [{ index: 0, segment: word }];
    for (const part of parts) add(index + part.index, index + part.index + part.segment.length);
  }
  return pieces;
}

/** Half-way from start to end, but not between the halves of a surrogate pair; start itself where no cut is left. */
function middleOf(text: string, start: number, end: number): number {
  const middle = (start + end) >> 1;
  const splitsPair = middle > start && (text.codePointAt(middle - 1) ?? 0) > 0xffff;
  return splitsPair ? middle - 1 : middle;
}

function sum(pieces: readonly Piece[]): number {
  return pieces.reduce((total, { tokens }) => total + tokens, 0);
}
