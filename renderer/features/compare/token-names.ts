import type { ComparedToken } from '../../../app/contracts/compare.ts';

/** How a token is called where it stands by itself, beside the map or in a sentence about it. */
export interface TokenName {
  /** As short as the edge of a map has room for. */
  readonly short: string;
  readonly full: string;
}

const BLANK = '␣';
/** A sign that is cut into parts is written once. */
const FURTHER_PART = '·';

/** Blanks get a sign; a character that the model reads in several parts is named by its part. */
export function tokenNames(tokens: readonly ComparedToken[]): TokenName[] {
  return tokens.map((token, index) => {
    const text = token.text.trim() === '' ? BLANK : token.text;
    const parts = partsAround(tokens, index);
    if (parts.count === 1) return { short: text, full: token.text.trim() === '' ? 'blank' : text };
    return {
      short: parts.number === 1 ? text : FURTHER_PART,
      full: `${text} (part ${parts.number} of ${parts.count})`,
    };
  });
}

function partsAround(tokens: readonly ComparedToken[], index: number): { number: number; count: number } {
  let first = index;
  while (isSameSpan(tokens[first - 1], tokens[index])) first -= 1;
  let end = index + 1;
  while (isSameSpan(tokens[end], tokens[index])) end += 1;
  return { number: index - first + 1, count: end - first };
}

function isSameSpan(a: ComparedToken | undefined, b: ComparedToken | undefined): boolean {
  return a?.span != null && b?.span != null && a.span.start === b.span.start && a.span.end === b.span.end;
}
