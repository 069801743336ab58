import type { LexicalOverlap } from '../contracts/compare.ts';

const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words that two texts share, whatever they mean: case and widths of characters do not count. */
export function lexicalOverlap(a: string, b: string): LexicalOverlap {
  const [first, second] = [wordsOf(a), wordsOf(b)];
  const shared = [...first].filter((word) => second.has(word));
  const either = first.size + second.size - shared.length;
  return { shared, jaccard: either === 0 ? 0 : shared.length / either };
}

function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  for (const { segment, isWordLike } of WORDS.segment(text.normalize('NFKC').toLowerCase())) {
    if (isWordLike) words.add(segment);
  }
  return words;
}
