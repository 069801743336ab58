import type { TextRange } from './marked-text.ts';

/** A part of a text around a place, with that place's offsets in the part. */
export interface Excerpt {
  readonly text: string;
  /** Where the part begins in the whole text. */
  readonly offset: number;
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/**
 * The place with up to `margin` characters on either side, cut between words. A rest shorter than a third of the
 * margin is kept, so that nothing is cut for the sake of a few characters.
 */
export function excerptAround(text: string, place: TextRange, margin: number): Excerpt {
  const tolerance = margin / 3;
  const start = place.start <= margin + tolerance ? 0 : wordStart(text, place.start - margin);
  const end = text.length - place.end <= margin + tolerance ? text.length : wordEnd(text, place.end + margin);
  return {
    text: text.slice(start, end),
    offset: start,
    cutBefore: start > 0,
    cutAfter: end < text.length,
  };
}

export function shift({ start, end }: TextRange, offset: number): TextRange {
  return { start: start - offset, end: end - offset };
}

/** Longest run without a space that is still taken for a word; scripts without spaces are cut at the place itself. */
const MAX_WORD = 40;

function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + MAX_WORD).search(/\s/);
  return space < 0 ? at : at + space + 1;
}

function wordEnd(text: string, at: number): number {
  const space = text.slice(Math.max(0, at - MAX_WORD), at).search(/\s\S*$/);
  return space < 0 ? at : Math.max(0, at - MAX_WORD) + space;
}
