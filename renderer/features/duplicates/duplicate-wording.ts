import type { DuplicateGroup, DuplicateKind, DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { counted, formatCount } from '../../state/wording.ts';
import type { TextDifference } from './side-by-side.ts';
import { tokensOf, wordCount } from './word-parts.ts';

/** The kinds as they are listed, the surest first. */
export const KINDS = [
  'identical',
  'near-identical',
  'contained',
  'reworded',
] as const satisfies DuplicateKind[];

interface KindWording {
  readonly name: string;
  /** Stands beside the name as a sign of its own, so that kinds are told apart at a glance and without colour. */
  readonly sign: string;
  readonly meaning: string;
}

export const KIND_WORDING: Readonly<Record<DuplicateKind, KindWording>> = {
  identical: { name: 'Identical', sign: '=', meaning: 'The same text, but for white space.' },
  'near-identical': {
    name: 'Near-identical',
    sign: '≈',
    meaning: 'The same but for case, punctuation or small edits.',
  },
  contained: { name: 'Contained', sign: '⊂', meaning: 'One stands in the other, which says more.' },
  reworded: { name: 'Reworded', sign: '∼', meaning: 'The same said in other words.' },
};

/** A threshold, which is chosen in hundredths: 0.9 → "0.90". */
export function formatThreshold(threshold: number): string {
  return threshold.toFixed(2);
}

/** Why the first of a group is the one to keep; only what can be seen to be true is claimed. */
export function whyKept({ members }: Pick<DuplicateGroup, 'members'>): string {
  const [reference, ...others] = members as [DuplicateMember, ...DuplicateMember[]];
  const length = wordsIn(reference);
  const isLongest = others.every((other) => wordsIn(other) < length);
  const isOldest = others.every((other) => other.modifiedAt > reference.modifiedAt);
  const [longest, oldest] = others.length === 1 ? ['the longer', 'the older'] : ['the longest', 'the oldest'];
  const reason = isLongest ? longest : isOldest ? oldest : null;
  if (others.length > 1) return `all the others repeat it${reason ? `, and it is ${reason}` : ''}`;
  return reason ? `it is ${reason} of the two` : 'it comes first by place; neither is longer or older';
}

const wordsIn = ({ readable }: DuplicateMember) => wordCount(tokensOf(readable));

/** What tells two texts apart, in one line. */
export function summarise({ rows, words, isReworded }: TextDifference): string {
  if (isReworded) {
    return words.shared === 0 ? 'They share no word.' : `${counted(words.shared, 'word')} in both, marked.`;
  }
  if (words.left === 0 && words.right === 0) {
    const isSame = rows.every(({ left, right }) => [...left, ...right].every(({ isShared }) => isShared));
    return isSame ? 'Word for word the same.' : 'Word for word the same but for punctuation.';
  }
  const sides = [
    words.left > 0 && `${counted(words.left, 'word')} only on the left`,
    words.right > 0 && `${counted(words.right, 'word')} only on the right`,
  ].filter((side) => side !== false);
  return `${sides.join(', ')}, ${formatCount(words.shared)} the same.`;
}

/** "3 passages in 2 documents". */
export function extentOf({ members }: Pick<DuplicateGroup, 'members'>): string {
  const documents = new Set(members.map(({ documentId }) => documentId)).size;
  return `${counted(members.length, 'passage')} in ${counted(documents, 'document')}`;
}
