import type { DuplicateKind } from '../contracts/duplicates.ts';
import type { PairEvidence } from '../storage/read/comparison-rows.ts';

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
/** So does, to a lesser degree, another number: two entries of one form are not each other's edit. */
const WORDS_PER_NUMBER = 2;
/** Where fewer words are the same, other negations and numbers say nothing: "nobody died" is "there were no deaths". */
const SAME_SENTENCE_IDENTITY = 0.35;
/** The meaning of fewer words cannot be told apart from that of their neighbours. */
const LEAST_REWORDED_WORDS = 12;
/** A neighbourhood counts as at least this dense, or in a small library everything would stand out. */
const LEAST_DENSITY = 0.3;
/**
 * Meaning and words must agree: the margin, plus what common terms add, from which on two passages are clearly
 * rewordings. Paragraphs of one document treat one matter without repeating each other, so they must stand out more.
 * All figures here are those of `npm run bench -- duplicates`: docs/decisions/0010-near-duplicates.md.
 */
const CLEAR_SUM = { acrossDocuments: 2, sameDocument: 3.2 } as const;
/** Below it no common words help; above it no margin does. */
const MARGIN = { least: 1.3, most: 1.8 } as const;
const MARGIN_PER_TERMS = 1.5;
/** A margin means more for long passages: so much is added per doubling of 40 words. */
const MARGIN_PER_DOUBLING = 0.12;
const MARGIN_WORDS = 40;
/** How fast a growing sum makes a rewording sure: the slope of a logistic regression. */
const SUM_SLOPE = 6;

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

/**
 * Half of the share of changed words is off, with one word more, which counts in short texts alone: 0.9 where one word
 * in five of a long text was changed, or one of ten in all.
 */
function editedSimilarity(evidence: PairEvidence, { words }: PairContext): number {
  const { shorter, longer } = byLength(words);
  if (shorter < LEAST_LENGTH_RATIO * longer) return 0;
  const more = evidence.identity < 1 ? 1 : 0;
  const turned = (turnedWords(evidence, Math.abs(evidence.negations)) + more) / longer;
  return (1 + Math.max(-1, evidence.identity - turned)) / 2;
}

/** The share of the shorter passage's words that stand in the longer one. */
function containedSimilarity(evidence: PairEvidence, { words }: PairContext): number {
  const { shorter, longer } = byLength(words);
  if (shorter > MOST_CONTAINED_RATIO * longer) return 0;
  const turned = turnedWords(evidence, Math.max(0, evidence.negations)) / shorter;
  return Math.max(0, evidence.containment - turned);
}

function turnedWords({ numbers }: PairEvidence, negations: number): number {
  return WORDS_PER_NEGATION * negations + WORDS_PER_NUMBER * numbers;
}

/**
 * How much nearer the two are to each other than to their neighbours, together with the share of their terms that they
 * have in common.
 */
function rewordedSimilarity(evidence: PairEvidence, context: PairContext): number {
  const { shorter, longer } = byLength(context.words);
  if (shorter < LEAST_REWORDED_WORDS || shorter < LEAST_LENGTH_RATIO * longer) return 0;
  const isTurned = evidence.negations !== 0 || evidence.numbers > 0;
  if (isTurned && evidence.identity >= SAME_SENTENCE_IDENTITY) return 0;
  const margin = marginOf(evidence, context);
  if (margin === null) return 0;
  const sure = margin + MARGIN_PER_DOUBLING * Math.log2(shorter / MARGIN_WORDS);
  const clear = CLEAR_SUM[context.sameDocument ? 'sameDocument' : 'acrossDocuments'];
  const excess = Math.min(
    Math.min(sure, MARGIN.most) + MARGIN_PER_TERMS * evidence.terms - clear,
    sure - MARGIN.least,
  );
  const odds = (CLEAR / (1 - CLEAR)) * Math.exp(SUM_SLOPE * excess);
  return noSurerThan(evidence.cosine ?? 0, odds / (1 + odds));
}

/** However far two texts stand out from others, that they say the same is no surer than their cosine is high. */
function noSurerThan(cosine: number, similarity: number): number {
  return similarity <= CLEAR ? similarity : CLEAR + (similarity - CLEAR) * Math.max(0, cosine) ** 2;
}

/**
 * The ratio margin of bitext mining (Artetxe and Schwenk, ACL 2019) over cosines of which that of unrelated texts was
 * taken off; null where a passage has no vector.
 */
function marginOf({ cosine }: PairEvidence, { densities, unrelated }: PairContext): number | null {
  const [first, second] = densities;
  if (cosine === null || first === null || second === null) return null;
  const above = (value: number) => (value - unrelated) / (1 - unrelated);
  return above(cosine) / Math.max(LEAST_DENSITY, above((first + second) / 2));
}

function byLength([first, second]: PairContext['words']) {
  return { shorter: Math.min(first, second), longer: Math.max(first, second) };
}
