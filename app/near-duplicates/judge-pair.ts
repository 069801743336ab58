import type { DuplicateKind } from '../contracts/duplicates.ts';
import type { PairEvidence } from '../storage/read/comparisons.ts';

/** What is known of two passages besides what they have in common. */
export interface PairContext {
  readonly words: readonly [number, number];
  readonly sameDocument: boolean;
  /** Mean cosines of their neighbourhoods; null for a passage without one. */
  readonly densities: readonly [number | null, number | null];
  /** Mean cosine of unrelated texts with this model. */
  readonly unrelated: number;
}

export interface Judgement {
  readonly kind: DuplicateKind;
  /** 0 to 1. For each kind 0.9 is where planted duplicates part from everything else. */
  readonly similarity: number;
}

/** From here on a pair counts as a duplicate of its kind, unless the user moves the threshold. */
const CLEAR = 0.9;
/** Passages of which one has less than this share of the other's words are not each other's rewording or edit. */
const LEAST_LENGTH_RATIO = 0.6;
/** A passage is contained in another only where that one says something besides. */
const MOST_CONTAINED_RATIO = 0.85;
/** A negation turns a sentence around, so it counts as much as so many changed words. */
const WORDS_PER_NEGATION = 8;
/** Where fewer words are the same, different negations say nothing: "nobody died" is "there were no deaths". */
const SAME_SENTENCE_IDENTITY = 0.5;
/** The meaning of fewer words cannot be told apart from that of their neighbours. */
export const LEAST_REWORDED_WORDS = 12;
/** A neighbourhood counts as at least this dense, or in a small library everything would stand out. */
const LEAST_DENSITY = 0.3;
/**
 * The margin from which on two passages of 40 words are clearly rewordings, and how much less it takes where they are
 * twice as long. Neighbouring paragraphs of one document treat one matter without repeating each other, so they must
 * stand out more. All figures here are those of `npm run bench -- duplicates`: docs/decisions/0010-near-duplicates.md.
 */
const CLEAR_MARGIN = { acrossDocuments: 1.38, sameDocument: 1.85 } as const;
const CLEAR_MARGIN_WORDS = 40;
const LESS_PER_DOUBLING = 0.12;
/** How fast a growing margin makes a rewording sure: the slope of a logistic regression. */
const MARGIN_SLOPE = 10.8;

/**
 * Says of what kind two passages are duplicates, and how similar they are as such. Pure and quick: it runs again for
 * every stored pair whenever the threshold moves.
 */
export function judgePair(evidence: PairEvidence, context: PairContext): Judgement {
  if (evidence.sameText) return { kind: 'identical', similarity: 1 };
  const byWords = better(
    { kind: 'near-identical', similarity: editedSimilarity(evidence, context) },
    { kind: 'contained', similarity: containedSimilarity(evidence, context) },
  );
  // Where the words tell clearly, meaning has nothing to add.
  if (byWords.similarity >= CLEAR) return byWords;
  return better(byWords, { kind: 'reworded', similarity: rewordedSimilarity(evidence, context) });
}

function better(first: Judgement, second: Judgement): Judgement {
  return second.similarity > first.similarity ? second : first;
}

/** Half of the share of changed words is off: 0.9 where one word in five was changed. */
function editedSimilarity({ identity, negations }: PairEvidence, { words }: PairContext): number {
  const { shorter, longer } = byLength(words);
  if (shorter < LEAST_LENGTH_RATIO * longer) return 0;
  const turned = (WORDS_PER_NEGATION * Math.abs(negations)) / longer;
  return (1 + Math.max(-1, identity - turned)) / 2;
}

/** The share of the shorter passage's words that stand in the longer one. */
function containedSimilarity({ containment, negations }: PairEvidence, { words }: PairContext): number {
  const { shorter, longer } = byLength(words);
  if (shorter > MOST_CONTAINED_RATIO * longer) return 0;
  return Math.max(0, containment - (WORDS_PER_NEGATION * Math.max(0, negations)) / shorter);
}

/**
 * How much nearer the two are to each other than to their neighbours: the ratio margin of bitext mining (Artetxe and
 * Schwenk, ACL 2019) over cosines of which that of unrelated texts was taken off.
 */
function rewordedSimilarity(evidence: PairEvidence, context: PairContext): number {
  const { shorter, longer } = byLength(context.words);
  const [first, second] = context.densities;
  if (evidence.cosine === null || first === null || second === null) return 0;
  if (shorter < LEAST_REWORDED_WORDS || shorter < LEAST_LENGTH_RATIO * longer) return 0;
  if (evidence.negations !== 0 && evidence.identity >= SAME_SENTENCE_IDENTITY) return 0;
  const above = (cosine: number) => (cosine - context.unrelated) / (1 - context.unrelated);
  const margin = above(evidence.cosine) / Math.max(LEAST_DENSITY, above((first + second) / 2));
  const clear =
    CLEAR_MARGIN[context.sameDocument ? 'sameDocument' : 'acrossDocuments'] -
    LESS_PER_DOUBLING * Math.log2(shorter / CLEAR_MARGIN_WORDS);
  const odds = (CLEAR / (1 - CLEAR)) * Math.exp(MARGIN_SLOPE * (margin - clear));
  return odds / (1 + odds);
}

function byLength([first, second]: PairContext['words']) {
  return { shorter: Math.min(first, second), longer: Math.max(first, second) };
}
