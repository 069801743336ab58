import type { PairEvidence } from '../storage/read/comparison-rows.ts';
import { countShared, SHINGLE_WORDS } from './shingles.ts';
import { countReplaced, type TermWeights } from './terms.ts';
import type { TextSketch } from './text-sketch.ts';

/** What the words of two texts tell; the cosine comes from elsewhere. */
export type WordEvidence = Omit<PairEvidence, 'cosine'>;

/**
 * Compares two texts by their words. The share of shared shingles j becomes the share of shared words as in Mash
 * (Ondov et al., Genome Biology 17, 2016): (2j / (1 + j))^(1/3); each changed word breaks three shingles.
 */
export function compareSketches(first: TextSketch, second: TextSketch, weights: TermWeights): WordEvidence {
  const [shorter, longer] = first.words <= second.words ? [first, second] : [second, first];
  const shared = countShared(shorter.shingles, longer.shingles);
  return {
    sameText: first.characterHash === second.characterHash,
    identity: first.wordHash === second.wordHash ? 1 : identityOf(shorter, longer, shared),
    containment: (shared / Math.max(1, shorter.shingles.length)) ** (1 / SHINGLE_WORDS),
    negations: shorter.negations - longer.negations,
    numbers: countReplaced(shorter.numbers, longer.numbers),
    terms: weights.shared(shorter.terms, longer.terms),
  };
}

/** The ends count as shingles, or a changed word at an end would break fewer than one in the middle. */
function identityOf(first: TextSketch, second: TextSketch, shared: number): number {
  const sharedEnds = first.ends.filter((end, i) => end === second.ends[i]).length;
  const common = shared + sharedEnds;
  const all = first.shingles.length + second.shingles.length + 2 * first.ends.length - common;
  return ((2 * common) / (all + common)) ** (1 / SHINGLE_WORDS);
}
