import { diffArrays } from 'diff';

/** A word, a run of white space, or a mark of punctuation. */
export interface Token {
  readonly text: string;
  readonly isWord: boolean;
  readonly isSpace: boolean;
}

/** A stretch of two texts: the same in both, or different (then one side may be empty). */
export interface Part {
  readonly isSame: boolean;
  readonly left: readonly Token[];
  readonly right: readonly Token[];
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Cuts a text into words as its script has them; joined, the tokens are the text again. */
export function tokensOf(text: string): Token[] {
  return Array.from(segmenter.segment(text), ({ segment, isWordLike }) => ({
    text: segment,
    isWord: isWordLike === true,
    isSpace: segment.trim() === '',
  }));
}

export function wordCount(tokens: readonly Token[]): number {
  return tokens.filter(({ isWord }) => isWord).length;
}

/**
 * Aligns two texts word by word. White space of any kind and length counts as the same; parts that are the same and
 * parts that differ take turns. A long run that both have in one piece is aligned first, which the shortest difference
 * (Myers) may tear apart; it fills in the rest.
 */
export function alignWords(left: string, right: string): Part[] {
  const [a, b] = [tokensOf(left), tokensOf(right)];
  const run = longestCommonRun(a.map(keyOf), b.map(keyOf));
  const common = a.slice(run.left, run.left + run.length);
  const least = LEAST_ANCHOR * Math.min(wordCount(a), wordCount(b));
  if (wordCount(common) < least) return shortestDifference(a, b);
  const parts = shortestDifference(a.slice(0, run.left), b.slice(0, run.right));
  append(parts, { isSame: true, left: common, right: b.slice(run.right, run.right + run.length) });
  const rest = shortestDifference(a.slice(run.left + run.length), b.slice(run.right + run.length));
  for (const part of rest) append(parts, part);
  return parts.filter(({ left: own, right: other }) => own.length + other.length > 0);
}

/** Share of the shorter text's words that a run must have to be aligned first. */
const LEAST_ANCHOR = 0.4;

function shortestDifference(a: readonly Token[], b: readonly Token[]): Part[] {
  const parts: Part[] = [];
  let [i, j] = [0, 0];
  for (const { count, added, removed } of diffArrays(a.map(keyOf), b.map(keyOf))) {
    const part: Part = {
      isSame: !added && !removed,
      left: added ? [] : a.slice(i, i + count),
      right: removed ? [] : b.slice(j, j + count),
    };
    i += part.left.length;
    j += part.right.length;
    append(parts, part);
  }
  return parts;
}

/** The longest run of equal keys, by the length of common suffixes; time grows with the product of the lengths. */
function longestCommonRun(
  a: readonly string[],
  b: readonly string[],
): { left: number; right: number; length: number } {
  let best = { left: 0, right: 0, length: 0 };
  let above = new Uint32Array(b.length + 1);
  for (const [i, key] of a.entries()) {
    const row = new Uint32Array(b.length + 1);
    for (const [j, other] of b.entries()) {
      if (key !== other) continue;
      const length = above[j]! + 1;
      row[j + 1] = length;
      if (length > best.length) best = { left: i + 1 - length, right: j + 1 - length, length };
    }
    above = row;
  }
  return best;
}

const keyOf = ({ text, isSpace }: Token) => (isSpace ? ' ' : text);

/**
 * Lets go of small agreements between larger differences: that two rephrased halves share a comma or a "the" says
 * nothing, and marks that flicker from word to word cannot be read.
 */
export function withoutSpeckles(parts: readonly Part[]): Part[] {
  let current = [...parts];
  for (let before = -1; before !== current.length; ) {
    before = current.length;
    const merged: Part[] = [];
    for (const [index, part] of current.entries()) {
      const isSpeck = part.isSame && isOutweighed(part, merged.at(-1), current[index + 1]);
      append(merged, isSpeck ? { ...part, isSame: false } : part);
    }
    current = merged;
  }
  return current;
}

const MOST_SPECK_WORDS = 3;

function isOutweighed(part: Part, previous: Part | undefined, next: Part | undefined): boolean {
  if (!previous || !next) return false;
  const words = wordCount(part.left);
  return words <= MOST_SPECK_WORDS && words < changedWords(previous) && words < changedWords(next);
}

function changedWords({ isSame, left, right }: Part): number {
  return isSame ? 0 : Math.max(wordCount(left), wordCount(right));
}

function append(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (last?.isSame !== part.isSame) parts.push(part);
  else
    parts[parts.length - 1] = {
      ...last,
      left: last.left.concat(part.left),
      right: last.right.concat(part.right),
    };
}
