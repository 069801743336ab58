import type { Part, Token } from './word-parts.ts';

/**
 * Moves stretches that only one text has to where a reader would see them begin. Often they can lie in several places:
 * in "to be, to be or not", the second "to be," may be new, or "be, to". Of all such places the one with the best edge
 * is taken (the lossless semantic cleanup of diff-match-patch, over words).
 */
export function slideDifferences(parts: readonly Part[]): Part[] {
  const slid = [...parts];
  for (let index = 1; index < slid.length - 1; index += 1) {
    const [before, part, after] = [slid[index - 1]!, slid[index]!, slid[index + 1]!];
    if (part.isSame || (part.left.length > 0 && part.right.length > 0)) continue;
    slid.splice(index - 1, 3, ...slide(before, part, after));
  }
  return slid.filter(({ left, right }) => left.length + right.length > 0);
}

function slide(before: Part, part: Part, after: Part): [Part, Part, Part] {
  const isLeft = part.left.length > 0;
  const own = [before, part, after].flatMap(({ left, right }) => (isLeft ? left : right));
  const shared = [before, after].flatMap(({ left, right }) => (isLeft ? right : left));
  const length = (isLeft ? part.left : part.right).length;
  const start = bestStart(own, before.left.length, length);
  const partOf = (isSame: boolean, ownTokens: readonly Token[], sharedTokens: readonly Token[]): Part =>
    isLeft
      ? { isSame, left: ownTokens, right: sharedTokens }
      : { isSame, left: sharedTokens, right: ownTokens };
  return [
    partOf(true, own.slice(0, start), shared.slice(0, start)),
    partOf(false, own.slice(start, start + length), []),
    partOf(true, own.slice(start + length), shared.slice(start)),
  ];
}

/** Where a stretch of the given length may start, having started at `start`: the place with the best edge, the first of equals. */
function bestStart(tokens: readonly Token[], start: number, length: number): number {
  let first = start;
  while (first > 0 && isAlike(tokens[first - 1]!, tokens[first + length - 1]!)) first -= 1;
  let best = first;
  for (let place = first; place + length <= tokens.length; place += 1) {
    if (edgeAt(tokens, place) > edgeAt(tokens, best)) best = place;
    const [leaving, entering] = [tokens[place], tokens[place + length]];
    if (!leaving || !entering || !isAlike(leaving, entering)) break;
  }
  return best;
}

/** How well a stretch may begin here: at the very start, at a line, a sentence, a word, or anywhere else. */
function edgeAt(tokens: readonly Token[], place: number): number {
  if (place === 0) return 4;
  const [previous, token] = [tokens[place - 1]!, tokens[place]!];
  if (previous.text.includes('\n')) return 4;
  if (previous.isSpace && /[.!?…]$/.test(tokens[place - 2]?.text ?? '')) return 3;
  if (previous.isSpace && !token.isSpace) return 2;
  return token.isSpace ? 1 : 0;
}

const isAlike = (a: Token, b: Token) => (a.isSpace && b.isSpace) || a.text === b.text;
