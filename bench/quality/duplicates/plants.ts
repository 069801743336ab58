import lookalikes from './lookalikes.json' with { type: 'json' };
import rewordings from './rewordings.json' with { type: 'json' };
import technical from './technical-rewordings.json' with { type: 'json' };
import {
  contained,
  edited,
  mechanicallyReworded,
  otherCase,
  otherSpacing,
  same,
  type TextChange,
  withoutPunctuation,
} from './text-changes.ts';

/** Constants of the engine are chosen on the even half; figures are of the odd one. */
export type Half = 'even' | 'odd';

/** A text and what it ought to be found with: a passage of the folder, or a text that is planted too. */
export interface Plant<Origin> {
  readonly kind: PlantedKind;
  readonly half: Half;
  readonly origin: Origin | string;
  readonly text: string;
}

/** Changes of passages of the folder; those that suit few passages first. */
const CHANGES = {
  mechanical: mechanicallyReworded,
  exact: same,
  case: otherCase,
  spacing: otherSpacing,
  punctuation: withoutPunctuation,
  oneWord: edited(1),
  twoWords: edited(2),
  contained,
} as const satisfies Record<string, TextChange>;

/** `reworded`: by hand, on everyday subjects; `rewordedFreely`: technical texts, hardly a word left as it was. */
export type PlantedKind = keyof typeof CHANGES | 'reworded' | 'rewordedFreely';

export const PLANTED_KINDS: readonly PlantedKind[] = [
  ...(Object.keys(CHANGES) as (keyof typeof CHANGES)[]),
  'reworded',
  'rewordedFreely',
];

/** Plants made of passages, for each kind of other passages, and the rewordings written by hand. */
export function plantsOf<Origin extends { text: string }>(
  origins: readonly Origin[],
  perKind: number,
): Plant<Origin>[] {
  const left = [...origins];
  const made = Object.entries(CHANGES).flatMap(([kind, change]) =>
    takeChanged(left, change, perKind).map(([origin, text], number) => ({
      ...{ kind: kind as PlantedKind, half: halfOf(number) },
      ...{ origin, text },
    })),
  );
  return [...made, ...byHand('reworded', rewordings), ...byHand('rewordedFreely', technical)];
}

/** Texts that are to be found with nothing: negated sentences, forms with other entries, other texts on one subject. */
export function lookalikeTexts(): { readonly half: Half; readonly text: string }[] {
  const { negated, template, sameSubject } = lookalikes;
  const groups = [...negated, ...template, ...sameSubject.map((text) => [text])];
  return groups.flatMap((texts, number) => texts.map((text) => ({ half: halfOf(number), text })));
}

/** Takes origins out of the list, up to `count` that lend themselves to the change. */
function takeChanged<Origin extends { text: string }>(
  left: Origin[],
  change: TextChange,
  count: number,
): [Origin, string][] {
  const taken: [Origin, string][] = [];
  for (let i = 0; i < left.length && taken.length < count; ) {
    const text = change(left[i]!.text, taken.length);
    if (text === null) i++;
    else taken.push([left.splice(i, 1)[0]!, text]);
  }
  return taken;
}

function byHand(kind: PlantedKind, pairs: readonly string[][]): Plant<never>[] {
  return pairs.map(([origin, text], number) => ({
    ...{ kind, half: halfOf(number) },
    ...{ origin: origin!, text: text! },
  }));
}

function halfOf(number: number): Half {
  return number % 2 === 0 ? 'even' : 'odd';
}
