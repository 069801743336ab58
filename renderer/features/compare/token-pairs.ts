import type { ComparedToken, Comparison } from '../../../app/contracts/compare.ts';
import type { Side } from '../../state/compare-session.ts';

/** A token of either text, by index. */
export interface TokenPair {
  readonly a: number;
  readonly b: number;
}

/** A pair that stands out, with the number for which it does. */
export interface ValuedPair extends TokenPair {
  readonly value: number;
}

type Matrix = readonly (readonly number[])[];

/** The token with the token of the other text that is most like it. */
export function withBestPartner(similarity: Matrix, side: Side, token: number): TokenPair | null {
  const values = side === 'a' ? similarity[token] : similarity.map((row) => row[token] ?? Number.NaN);
  if (!values || values.length === 0) return null;
  const partner = indexOfLargest(values);
  return side === 'a' ? { a: token, b: partner } : { a: partner, b: token };
}

/**
 * Pairs of different words that are each other's best partner, the most alike first. The same word twice is no news;
 * special tokens and punctuation stand aside.
 */
export function strongestPairs({ tokens }: Pick<Comparison, 'tokens'>, count: number): ValuedPair[] {
  const similarity = tokens.similarity ?? [];
  return similarity
    .map((row, a) => ({ a, b: indexOfLargest(row), value: Math.max(...row) }))
    .filter(({ a, b }) => isWord(tokens.a[a]) && isWord(tokens.b[b]) && !isSameWord(tokens.a[a], tokens.b[b]))
    .filter(({ a, b }) => withBestPartner(similarity, 'b', b)?.a === a)
    .sort((x, y) => y.value - x.value)
    .slice(0, count);
}

/** Cell by cell, what is added to `before` to make `after`; null where they do not fit together. */
export function difference(after: Matrix | null, before: Matrix | null): number[][] | null {
  if (!after || !before || after.length !== before.length) return null;
  return after.map((row, a) => row.map((value, b) => value - (before[a]?.[b] ?? Number.NaN)));
}

/** The pairs that changed most, whichever way; of pairs of the same words the first. */
export function mostChanged(change: Matrix, { a, b }: Comparison['tokens'], count: number): ValuedPair[] {
  return change
    .flatMap((row, i) => row.map((value, j) => ({ a: i, b: j, value })))
    .filter((pair) => isWord(a[pair.a]) && isWord(b[pair.b]))
    .sort((x, y) => Math.abs(y.value) - Math.abs(x.value))
    .filter(isFirstOfItsWords(a, b))
    .slice(0, count);
}

/**
 * The tokens with which both texts begin: read left to right only, nothing that follows can tell them apart. None when
 * one text is no more than that beginning, as then nothing follows.
 */
export function sharedBeginning({ a, b }: Comparison['tokens']): number[] {
  const differs = a.findIndex(({ text }, index) => text !== b[index]?.text);
  if (differs < 1 || differs >= b.length) return [];
  return Array.from({ length: differs }, (_, index) => index).filter((index) => a[index]!.span !== null);
}

function isFirstOfItsWords(a: readonly ComparedToken[], b: readonly ComparedToken[]) {
  const seen = new Set<string>();
  return (pair: TokenPair) => {
    const words = `${a[pair.a]!.text}\n${b[pair.b]!.text}`.toLowerCase();
    if (seen.has(words)) return false;
    seen.add(words);
    return true;
  };
}

function isWord(token: ComparedToken | undefined): boolean {
  return token !== undefined && token.span !== null && /[\p{L}\p{N}]/u.test(token.text);
}

function isSameWord(a: ComparedToken | undefined, b: ComparedToken | undefined): boolean {
  return a?.text.toLowerCase() === b?.text.toLowerCase();
}

function indexOfLargest(values: readonly number[]): number {
  return values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
}
