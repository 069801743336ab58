import { LEAST_WORDS } from '../../../app/near-duplicates/text-sketch.ts';
import type { FoundPair } from './found-pairs.ts';
import { type SimilarTexts, similarByMinHash } from './min-hash.ts';
import type { Planted } from './planted-library.ts';
import { type Scores, scoresOf } from './scores.ts';

/** How the usual way does on the same passages. */
export interface Baseline {
  readonly scores: Scores;
  readonly seconds: number;
  readonly threshold: number;
}

/** MinHash at the threshold that does best on the even half, measured on the odd one. */
export function measureMinHash(
  passages: readonly { id: number; text: string }[],
  planted: Planted,
): Baseline {
  const startedAt = performance.now();
  const similar = similarByMinHash(passages, LEAST_WORDS);
  const seconds = (performance.now() - startedAt) / 1000;
  const thresholds = Array.from({ length: 17 }, (_, i) => 0.1 + i * 0.05);
  const balance = (threshold: number) => balanceOf(scoresOf(above(similar, threshold), planted, 'even'));
  const threshold = thresholds.reduce((best, one) => (balance(one) > balance(best) ? one : best));
  return { scores: scoresOf(above(similar, threshold), planted, 'odd'), seconds, threshold };
}

/** The harmonic mean of precision and mean recall of the kinds. */
function balanceOf({ precision, recall }: Scores): number {
  const shares = [...recall.values()].filter((share) => !Number.isNaN(share));
  const found = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return (2 * precision * found) / (precision + found) || 0;
}

function above(similar: readonly SimilarTexts[], threshold: number): FoundPair[] {
  return similar.filter((pair) => pair.similarity >= threshold).map((pair) => ({ ...pair, kind: null }));
}
