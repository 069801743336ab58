import type { ModelSwitch, UsedModel } from '../../../app/contracts/library.ts';
import type { ListedModel } from '../../../app/contracts/models.ts';
import { type Figure, formatCount, formatTimeLeft } from '../../state/wording.ts';

/** A model with what is used of it, where that is less than all. */
export function usedInWords({ name, exitLayer, dimensions }: UsedModel, listed?: ListedModel): string {
  const isWhole = exitLayer === null && dimensions === listed?.dimensions.at(-1);
  if (isWhole) return name;
  const layers = exitLayer === null ? [] : [exitLayer === 1 ? '1 layer' : `${exitLayer} layers`];
  return `${name} (${[...layers, `${dimensions} numbers`].join(', ')})`;
}

/** What a change to another model is doing, in one line. */
export function switchHeadline({ phase, passagesDone, passagesTotal }: ModelSwitch): string {
  const passages = `${formatCount(passagesDone)} of ${formatCount(passagesTotal)} passages`;
  switch (phase) {
    case 'encoding':
      return passagesTotal > 0 ? `Encoding ${passages}` : 'Looking for passages to encode';
    case 'comparing':
      return 'Looking for near-duplicates with the new model';
    case 'opening':
      return 'Making the new model ready for searching';
    case 'paused':
      return `Paused after ${passages}`;
    case 'failed':
      return 'The change has stopped because of an error';
  }
}

/** Share of the passages that are done; null while it is unknown. */
export function switchShare({ phase, passagesDone, passagesTotal }: ModelSwitch): number | null {
  if (phase === 'comparing' || phase === 'opening' || passagesTotal === 0) return null;
  return passagesDone / passagesTotal;
}

/** The figures of a change, always the same ones. */
export function switchFigures(progress: ModelSwitch): Figure[] {
  const { passagesDone, passagesTotal, tokensPerSecond, etaSeconds } = progress;
  return [
    {
      name: 'Passages',
      value: passagesTotal > 0 ? `${formatCount(passagesDone)} of ${formatCount(passagesTotal)}` : null,
    },
    {
      name: 'Speed',
      value: tokensPerSecond > 0 ? `${formatCount(tokensPerSecond)} tokens per second` : null,
    },
    { name: 'Time left', value: etaSeconds === null ? null : formatTimeLeft(etaSeconds) },
  ];
}

/** What choosing a model, or more or less of one, would bring about. */
export type Consequence = 'none' | 'shorten' | 'encode';

/** @param wanted  null for all layers. */
export function consequenceOf(
  active: UsedModel,
  id: string,
  wanted: Pick<UsedModel, 'exitLayer' | 'dimensions'>,
): Consequence {
  const isSameVectors = active.id === id && active.exitLayer === wanted.exitLayer;
  if (!isSameVectors || wanted.dimensions > active.dimensions) return 'encode';
  return wanted.dimensions < active.dimensions ? 'shorten' : 'none';
}

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** (["en", "de"]) → "English, German"; an odd code stands for itself. */
export function languagesInWords(codes: readonly string[]): string {
  return codes
    .map((code) => {
      try {
        return LANGUAGES.of(code) ?? code;
      } catch {
        return code;
      }
    })
    .join(', ');
}

const SCORES: Readonly<Record<string, string>> = {
  'stsb-dev': 'Likeness of sentence pairs, as people judge it (STS-B)',
  'sickr-trial': 'Likeness of sentence pairs, as people judge it (SICK-R)',
  int8Cosine: 'Agreement of the small weights that ship with the full ones',
};

/** What a score of a card measures; a name that is not known stands for itself. */
export function scoreName(name: string): string {
  return SCORES[name] ?? name;
}

/** A score as it is: cut, never rounded up to a full 1. */
export function formatScore(score: number): string {
  return (Math.trunc(score * 1000) / 1000).toFixed(3);
}
