import { useEffect, useRef, useState } from 'react';
import type { CopiesReport } from '../../../app/contracts/copies.ts';
import type { DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { ListAndSide } from '../../components/list-and-side.tsx';
import type { DuplicateAnswer } from '../../state/duplicate-session.ts';
import { PreviewPane } from '../preview/preview-pane.tsx';
import { GroupDetail } from './group-detail.tsx';
import { focusGroupList, focusGroupTitle } from './group-focus.ts';
import { GroupList } from './group-list.tsx';
import { memberAsHit } from './member-as-hit.ts';
import type { KeepApart } from './use-keep-apart.ts';
import { useSelection } from './use-selection.ts';

interface GroupsProps {
  readonly answer: DuplicateAnswer;
  readonly copies: CopiesReport;
  /** Null where another process holds the library. */
  readonly keepApart: KeepApart | null;
}

/** The list of groups and, beside it, the selected one; or a document of it. */
export function Groups({ answer, copies, keepApart }: GroupsProps) {
  const [{ place, group }, select] = useSelection(answer);
  const [isOpen, setOpen] = useState(false);
  const [preview, setPreview] = useState<DuplicateMember | null>(null);
  const side = useRef<HTMLDivElement>(null);
  const listed = JSON.stringify([answer.choice.kind, answer.choice.scope]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is read from its top
  useEffect(() => {
    setOpen(false);
    setPreview(null);
  }, [listed]);
  const shownReference = group?.members[0]?.passageId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another group is read from its top
  useEffect(() => {
    side.current?.scrollTo(0, 0);
  }, [shownReference]);

  const selectGroup = (next: number) => {
    setPreview(null);
    select(next);
  };
  const open = (next: number, by: 'key' | 'pointer') => {
    if (next !== place) selectGroup(next);
    setOpen(true);
    if (by === 'key') requestAnimationFrame(focusGroupTitle);
  };
  const close = () => {
    setOpen(false);
    requestAnimationFrame(focusGroupList);
  };

  return (
    <ListAndSide
      listWidth="25rem"
      isOpen={isOpen}
      list={<GroupList key={listed} answer={answer} selected={place} onSelect={selectGroup} onOpen={open} />}
      sideRef={side}
      side={
        preview ? (
          <PreviewPane
            place={memberAsHit(preview)}
            openings={1}
            onMove={() => {}}
            onClose={() => {
              setPreview(null);
              requestAnimationFrame(focusGroupTitle);
            }}
          />
        ) : (
          group && (
            <GroupDetail
              group={group}
              copies={copies}
              onPreview={setPreview}
              onKeepApart={
                keepApart &&
                (async (reference, copy) => {
                  await keepApart.part(reference, copy);
                  focusGroupTitle();
                })
              }
              onClose={close}
            />
          )
        )
      }
    />
  );
}
