import { addRun, type Run, type TextDifference } from './side-by-side.ts';
import { type Token, tokensOf } from './word-parts.ts';

/** Texts in other words and another order: the words that both have, wherever they stand; little ones say nothing. */
export function sharedWords(left: string, right: string): Pick<TextDifference, 'rows' | 'words'> {
  const [leftTokens, rightTokens] = [tokensOf(left), tokensOf(right)];
  const own = new Set(leftTokens.flatMap(tellingWord));
  const other = new Set(rightTokens.flatMap(tellingWord));
  const shared = own.intersection(other);
  const runsOf = (tokens: readonly Token[]): Run[] => {
    const runs: Run[] = [];
    for (const token of tokens) {
      const isShared = tellingWord(token).some((word) => shared.has(word));
      addRun(runs, token.text, isShared);
    }
    return runs;
  };
  return {
    rows: [{ left: runsOf(leftTokens), right: runsOf(rightTokens) }],
    words: { left: own.size - shared.size, right: other.size - shared.size, shared: shared.size },
  };
}

const LITTLE_WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}'’]{1,3}$/u;

/** None for a word that any two texts of a language have. */
function tellingWord({ text, isWord }: Token): string[] {
  return isWord && !LITTLE_WORD.test(text) ? [text.toLowerCase()] : [];
}
