import type { Verdict } from '../contracts/compare.ts';

/**
 * Where each word begins, on a scale on which unrelated sentences are 0 and equal texts 1. Calibrated on STS-B dev:
 * docs/decisions/0011-compare.md has the figures, `npm run bench -- verdict` finds them for another model.
 */
export const VERDICT_STARTS: readonly (readonly [Verdict, number])[] = [
  ['same', 0.8],
  ['close', 0.5],
  ['related', 0.25],
];

/**
 * A cosine in a word. Models differ in what they give to unrelated sentences, from 0 to 0.7 and more, so the cosine is
 * placed between that and 1 first.
 * @param unrelated  median cosine of unrelated sentences with the same model and settings; below 1.
 */
export function verdictOf(cosine: number, unrelated: number): Verdict {
  const placed = (cosine - unrelated) / (1 - unrelated);
  return VERDICT_STARTS.find(([, start]) => placed >= start)?.[0] ?? 'unrelated';
}
