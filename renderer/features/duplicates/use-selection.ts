import { useState } from 'react';
import type { DuplicateAnswer } from '../../state/duplicate-session.ts';
import { reselect, type Selection } from './group-selection.ts';

/** The selected group, which stays selected while the list changes around it. */
export function useSelection(answer: DuplicateAnswer): [Selection, (place: number) => void] {
  const [state, setState] = useState(() => ({
    answer,
    selection: reselect({ place: 0, group: null }, answer),
  }));
  let { selection } = state;
  if (state.answer !== answer) {
    selection = reselect(selection, answer);
    setState({ answer, selection });
  }
  const select = (place: number) =>
    setState({ answer, selection: { place, group: answer.groups.get(place) ?? null } });
  return [selection, select];
}
