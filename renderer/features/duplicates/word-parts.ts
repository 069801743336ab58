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
 * Aligns two texts word by word (Myers' difference). White space of any kind and length counts as the same; parts that
 * are the same and parts that differ take turns.
 */
export function alignWords(left: string, right: string): Part[] {
  const [a, b] = [tokensOf(left), tokensOf(right)];
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

function isOutweighed(part: Part, previous: Part | undefined, next: Part | undefined): boolean {
  if (!previous || !next) return false;
  const words = wordCount(part.left);
  return words < changedWords(previous) && words < changedWords(next);
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
