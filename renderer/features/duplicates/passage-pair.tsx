import { useMemo } from 'react';
import type { DuplicateGroup, DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { PassageText } from '../../components/passage-text.tsx';
import { summarise, whyKept } from './duplicate-wording.ts';
import { PassageActions } from './passage-actions.tsx';
import { PassageHead } from './passage-head.tsx';
import './passage-pair.css';
import type { DifferenceRow, Run } from './side-by-side.ts';
import { differenceOf } from './text-difference.ts';

interface PassagePairProps {
  readonly group: DuplicateGroup;
  readonly copy: DuplicateMember;
  readonly onPreview: (member: DuplicateMember) => void;
}

/** The passage to keep and one of its copies side by side, with the words marked that only one of them has. */
export function PassagePair({ group, copy, onPreview }: PassagePairProps) {
  const reference = group.members[0]!;
  const difference = useMemo(
    () => differenceOf(reference.readable, copy.readable),
    [reference.readable, copy.readable],
  );
  return (
    <div className="pair">
      <div className="pair-columns">
        <PassageHead member={reference} part="To keep" note={whyKept(group)} />
        <PassageHead member={copy} part="Copy" />
        <PassageActions member={reference} onPreview={onPreview} />
        <PassageActions member={copy} onPreview={onPreview} />
      </div>
      <div className="pair-text">
        {difference.rows.map((row, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their position
            key={index}
            row={row}
            marksShared={difference.isReworded}
            isCode={{ left: reference.isCode, right: copy.isCode }}
          />
        ))}
      </div>
      <p className="pair-summary">{summarise(difference)}</p>
    </div>
  );
}

interface RowProps {
  readonly row: DifferenceRow;
  readonly marksShared: boolean;
  readonly isCode: { readonly left: boolean; readonly right: boolean };
}

function Row({ row, marksShared, isCode }: RowProps) {
  const alone = row.right.length === 0 ? 'left' : row.left.length === 0 ? 'right' : undefined;
  return (
    <div className="pair-columns pair-row" data-alone={alone}>
      <p>
        <PassageText isCode={isCode.left}>
          <Runs runs={row.left} own="del" marksShared={marksShared} />
        </PassageText>
      </p>
      <p>
        <PassageText isCode={isCode.right}>
          <Runs runs={row.right} own="ins" marksShared={marksShared} />
        </PassageText>
      </p>
    </div>
  );
}

interface RunsProps {
  readonly runs: readonly Run[];
  /** The element for what only this side has. */
  readonly own: 'del' | 'ins';
  readonly marksShared: boolean;
}

function Runs({ runs, own: Own, marksShared }: RunsProps) {
  return runs.map(({ text, isShared }, index) => {
    if (isShared === !marksShared || text.trim() === '') return text;
    const Mark = marksShared ? 'mark' : Own;
    // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a text have no identity but their position
    return <Mark key={index}>{text}</Mark>;
  });
}
