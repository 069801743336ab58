import type { DuplicateGroup } from '../../../app/contracts/duplicates.ts';
import type { DuplicateAnswer } from '../../state/duplicate-session.ts';

/** A group as it was last seen, and its place in the list then. */
export interface Selection {
  readonly place: number;
  readonly group: DuplicateGroup | null;
}

/**
 * The same group in a new answer: the one with the same reference and first copy, else the one with the same
 * reference. One that is gone leaves the selection at its place in the list.
 */
export function reselect(selection: Selection, { groups, total }: DuplicateAnswer): Selection {
  const { group } = selection;
  const places = [...groups.keys()];
  const same = places.find((place) => group && keyOf(groups.get(place)!) === keyOf(group));
  const similar = places.find((place) => group && referenceOf(groups.get(place)!) === referenceOf(group));
  const place = same ?? similar ?? Math.max(0, Math.min(selection.place, total - 1));
  return { place, group: groups.get(place) ?? null };
}

/** Names a group within one answer: a passage may be the reference of several groups, but the copies are parted. */
const keyOf = ({ members }: DuplicateGroup) => `${members[0]!.passageId}/${members[1]!.passageId}`;

const referenceOf = ({ members }: DuplicateGroup) => members[0]!.passageId;
