import { VERDICT_STARTS, type Verdict } from '../contracts/compare.ts';

/**
 * A cosine in a word. Models differ in what they give to unrelated sentences, from 0 to 0.7 and more, so the cosine is
 * placed between that and 1 first.
 * @param unrelated  median cosine of unrelated sentences with the same model and settings; below 1.
 */
export function verdictOf(cosine: number, unrelated: number): Verdict {
  const placed = (cosine - unrelated) / (1 - unrelated);
  return VERDICT_STARTS.find(([, start]) => placed >= start)?.[0] ?? 'unrelated';
}
