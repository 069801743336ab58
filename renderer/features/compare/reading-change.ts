import type { Comparison } from '../../../app/contracts/compare.ts';
import type { CompareAnswer } from '../../state/compare-session.ts';
import { difference } from './token-pairs.ts';

/** What it does to a comparison that layers read in both directions: backward dependency, made visible. */
export interface ReadingChange {
  /** Read left to right only. */
  readonly causal: Comparison;
  readonly bothWays: Comparison;
  /** By how much each pair of tokens is more alike read both ways; null where tokens are not shown. */
  readonly map: number[][] | null;
}

/** Null where the model has only one direction. */
export function readingChange({ chosen, contrast }: CompareAnswer): ReadingChange | null {
  const chosenK = chosen.settings.firstBidirectionalLayer;
  const contrastK = contrast?.settings.firstBidirectionalLayer ?? null;
  if (contrast === null || chosenK === null || contrastK === null) return null;
  const [causal, bothWays] = chosenK > contrastK ? [chosen, contrast] : [contrast, chosen];
  return {
    causal,
    bothWays,
    map: difference(bothWays.tokens.similarity, causal.tokens.similarity),
  };
}
