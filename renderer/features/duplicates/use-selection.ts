import { useState } from 'react';
import type { DuplicateAnswer } from '../../state/duplicate-session.ts';
import { reselect, type Selection } from './group-selection.ts';

const TOP: Selection = { place: 0, group: null };

/** The selected group, which stays selected while the list changes around it; another kind or scope begins at its top. */
export function useSelection(answer: DuplicateAnswer): [Selection, (place: number) => void] {
  const [state, setState] = useState(() => ({
    answer,
    selection: reselect(TOP, answer),
  }));
  let { selection } = state;
  if (state.answer !== answer) {
    selection = reselect(isSameList(state.answer, answer) ? selection : TOP, answer);
    setState({ answer, selection });
  }
  const select = (place: number) =>
    setState({ answer, selection: { place, group: answer.groups.get(place) ?? null } });
  return [selection, select];
}

/** False where another kind or scope is listed, not only another threshold. */
function isSameList({ choice: a }: DuplicateAnswer, { choice: b }: DuplicateAnswer): boolean {
  return a.kind === b.kind && a.scope === b.scope;
}
