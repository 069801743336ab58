import type { ComparedToken } from '../contracts/compare.ts';
import type { TokenPiece } from '../embedding/index.ts';

/** How far ahead a token is looked for that does not follow the one before it (an unknown one came between). */
const SEARCH_BYTES = 64;

const CHARACTERS = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The bytes of a normalised text but white space, and the place of each in the text as it was written. */
interface PlacedBytes {
  readonly bytes: Uint8Array;
  /** UTF-16 offsets of the character that a byte came from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Finds the part of a text that each of its tokens stands for. Texts are normalised character by character, so that
 * every byte that a token holds has a place, whatever normalising did to case, accents and widths.
 * @param text       what was tokenised, prompt included.
 * @param normalize  as the tokenizer does it.
 * @returns one for each piece; `span` is in `text`. Tokens of a divided character share its span.
 */
export function alignTokens(
  text: string,
  pieces: readonly TokenPiece[],
  normalize: (part: string) => string,
): ComparedToken[] {
  const placed = placeBytes(text, normalize);
  let next = 0;
  return pieces.map(({ bytes, isSpecial }) => {
    const needle = bytes.filter(isVisible);
    const at = isSpecial || needle.length === 0 ? -1 : indexOf(placed.bytes, needle, next);
    if (at < 0) return { text: new TextDecoder().decode(bytes), span: null };
    next = at + needle.length;
    const span = { start: placed.starts[at]!, end: placed.ends[next - 1]! };
    return { text: text.slice(span.start, span.end), span };
  });
}

function placeBytes(text: string, normalize: (part: string) => string): PlacedBytes {
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of CHARACTERS.segment(text)) {
    const normalized = normalize(segment).replaceAll('▁', ' ');
    for (const byte of encoder.encode(normalized)) {
      if (!isVisible(byte)) continue;
      bytes.push(byte);
      starts.push(index);
      ends.push(index + segment.length);
    }
  }
  return { bytes: Uint8Array.from(bytes), starts, ends };
}

/** Vocabularies write white space in ways of their own; nothing is lost by leaving it out. */
function isVisible(byte: number): boolean {
  return byte > 0x20;
}

function indexOf(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  const last = Math.min(from + SEARCH_BYTES, bytes.length - needle.length);
  for (let at = from; at <= last; at++) {
    if (needle.every((byte, i) => byte === bytes[at + i])) return at;
  }
  return -1;
}
