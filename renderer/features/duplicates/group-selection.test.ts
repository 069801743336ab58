import { describe, expect, it } from 'vitest';
import type { DuplicateGroup } from '../../../app/contracts/duplicates.ts';
import { type DuplicateAnswer, EVERYTHING } from '../../state/duplicate-session.ts';
import { reselect } from './group-selection.ts';
import { group, member } from './sample-group.ts';

const pair = (reference: number, copy: number) =>
  group({ members: [member({ passageId: reference }), member({ passageId: copy })] });

function answer(...groups: DuplicateGroup[]): DuplicateAnswer {
  const counts = { total: groups.length, pending: 0, tooShort: 0, ignored: 0 };
  return { ...counts, choice: EVERYTHING, groups: new Map(groups.entries()), pages: new Set([0]) };
}

describe('the selected group', () => {
  const [a, b, c] = [pair(1, 2), pair(3, 4), pair(5, 6)];

  it('is the same after others have come and gone', () => {
    expect(reselect({ place: 0, group: b }, answer(a, c, b))).toEqual({ place: 2, group: b });
  });
  it('is the same when it has lost or won copies', () => {
    const grown = pair(3, 9);
    expect(reselect({ place: 0, group: b }, answer(a, grown))).toEqual({ place: 1, group: grown });
  });
  it('is told from another group with the same reference', () => {
    const other = pair(3, 7);
    expect(reselect({ place: 0, group: other }, answer(b, other))).toEqual({ place: 1, group: other });
  });
  it('gives its place to the next when it is gone', () => {
    expect(reselect({ place: 1, group: b }, answer(a, c))).toEqual({ place: 1, group: c });
    expect(reselect({ place: 2, group: c }, answer(a))).toEqual({ place: 0, group: a });
    expect(reselect({ place: 0, group: a }, answer())).toEqual({ place: 0, group: null });
  });
});
