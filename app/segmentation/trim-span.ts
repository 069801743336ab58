import type { Span } from '../contracts/document.ts';

/** White space, and the strokes between the cells of a table. */
const LEADING = /^[\s|]+/;
const TRAILING = /[\s|]$/;

/** The span without white space and cell separators at its ends; empty when there is nothing else. */
export function trimSpan(text: string, { start, end }: Span): Span {
  const leading = LEADING.exec(text.slice(start, end))?.[0].length ?? 0;
  const first = start + leading;
  let last = end;
  while (last > first && TRAILING.test(text[last - 1]!)) last--;
  return { start: first, end: last };
}
