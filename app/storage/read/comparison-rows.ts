import type { PassageId } from '../ids.ts';

/** What is kept of a passage once it was compared with the others. */
export interface ComparedRow {
  readonly passageId: PassageId;
  /** Of its words alone; a whole number below 2⁵³. */
  readonly textHash: number;
  readonly words: number;
  readonly fingerprints: Uint32Array;
  /** Mean cosine with its neighbours; null where it has no vector. */
  readonly density: number | null;
}

/** What two passages have in common. */
export interface PairEvidence {
  /** The readable texts are the same but for white space. */
  readonly sameText: boolean;
  /** Share of words that are the same, 0 to 1, as word shingles tell. */
  readonly identity: number;
  /** The same for the shorter one within the longer one. */
  readonly containment: number;
  /** How many more negations ("not", "never") the shorter one has than the longer one; may be below zero. */
  readonly negations: number;
  /** How many numbers of each stand as other numbers in the other one. */
  readonly numbers: number;
  /** Share of words that both have, wherever they stand and whatever their endings, 0 to 1; rare words weigh more. */
  readonly terms: number;
  /** Null where one of them has no vector. */
  readonly cosine: number | null;
}

export interface PairRow extends PairEvidence {
  readonly first: PassageId;
  readonly second: PassageId;
}
