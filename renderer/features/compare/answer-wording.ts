import type { Comparison, LexicalOverlap, Verdict } from '../../../app/contracts/compare.ts';
import { formatPercentile } from '../../state/likeness.ts';
import { counted, formatCount } from '../../state/wording.ts';

interface VerdictWords {
  readonly name: string;
  readonly meaning: string;
}

/** The words begin where judgements of people change, and say no more than that: docs/decisions/0011-compare.md. */
export const VERDICTS: Record<Verdict, VerdictWords> = {
  same: {
    name: 'They say the same',
    meaning: 'At such scores, most people would let one stand for the other, give or take a detail.',
  },
  close: {
    name: 'Close in meaning',
    meaning: 'At such scores, people mostly see the same subject and much of the same statement.',
  },
  related: {
    name: 'Something in common',
    meaning: 'At such scores, people mostly see a shared subject, but another statement.',
  },
  unrelated: {
    name: 'Little to do with each other',
    meaning: 'At such scores, people mostly see nothing in common.',
  },
};

/** Where the similarity stands in the library, or why that cannot be said. */
export function placeInLibrary({ percentile, settings }: Comparison, sentences: number): string {
  if (percentile !== null) {
    return `Nearer than ${formatPercentile(percentile)} of random sentence pairs in your library.${rarity(percentile)}`;
  }
  if (!settings.own)
    return 'Your library was read with the model as it is made, so this score has no place in it.';
  if (sentences === 0) return 'Your library is empty, so there is nothing yet to place this score in.';
  return `Your library holds ${counted(sentences, 'sentence')}: too few to say how rare this is.`;
}

function rarity(percentile: number): string {
  if (percentile < 50) return '';
  if (percentile === 100) return ' None of those sampled comes as near.';
  return ` About one such pair in ${formatCount(1 / (1 - percentile / 100))} comes as near.`;
}

/** A share of distinct words from which on texts look alike, and one below which they do not. */
const MANY_WORDS = 0.4;
const FEW_WORDS = 0.15;

/** Meaning beside words, in one line. */
export function meaningAgainstWords(verdict: Verdict, { jaccard }: LexicalOverlap): string {
  const isAlike = verdict === 'same' || verdict === 'close';
  if (jaccard >= MANY_WORDS) {
    return isAlike ? 'Alike in words and in meaning.' : 'Many of the same words, yet not the same meaning.';
  }
  if (jaccard <= FEW_WORDS) {
    if (isAlike) return 'Hardly a word in common, and still close in meaning.';
    return verdict === 'related'
      ? 'Hardly a word in common, yet not strangers.'
      : 'Neither words nor meaning in common.';
  }
  if (isAlike) return 'More alike in meaning than in words.';
  return verdict === 'related'
    ? 'Some words and some meaning in common.'
    : 'Some of the same words, yet little meaning in common.';
}

export function sharedWords({ shared, jaccard }: LexicalOverlap): string {
  if (shared.length === 0) return 'No word stands in both.';
  return `${counted(shared.length, 'word')} in both, ${Math.round(jaccard * 100)} % of all.`;
}

const NEGATION = /\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b/i;

/** What a reader should hold against a high score, as models of this kind are known to overlook it. */
export function caution(a: string, b: string, { verdict, overlap }: Comparison): string | null {
  if (verdict !== 'same' && verdict !== 'close') return null;
  if (overlap.jaccard === 1 && a.trim().toLowerCase() !== b.trim().toLowerCase()) {
    return 'Both texts are made of the same words. Who did what to whom is in their order, which models like this one hardly notice.';
  }
  if (NEGATION.test(a) !== NEGATION.test(b)) {
    return 'Only one of them negates. Models like this one easily overlook a “not”.';
  }
  return null;
}
