import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { DuplicateAnswer } from '../../state/duplicate-session.ts';
import { renderedRows, rowAfterKey } from '../../state/list-window.ts';
import { useServices } from '../../state/services.ts';
import { useListWindow } from '../../state/use-list-window.ts';
import { GROUP_LIST_ID } from './group-focus.ts';
import './group-list.css';
import { GroupRow } from './group-row.tsx';

interface GroupListProps {
  readonly answer: DuplicateAnswer;
  readonly selected: number;
  readonly onSelect: (place: number) => void;
  /** The person wants to read the group: Enter, or a click. */
  readonly onOpen: (place: number, by: 'key' | 'pointer') => void;
}

/** Height of a row, as in group-list.css. */
const ROW_REMS = 6.5;
const rowId = (place: number) => `duplicate-group-${place}`;

/** All groups, of which only those in sight are rendered and fetched. One tab stop; the arrow keys move inside. */
export function GroupList({ answer, selected, onSelect, onOpen }: GroupListProps) {
  const { session } = useServices().duplicates;
  const box = useRef<HTMLDivElement>(null);
  const { window, onScroll, reveal } = useListWindow(box, answer.total, ROW_REMS);
  const { first, end } = renderedRows(window);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new answer may lack pages that the one before had
  useEffect(() => session.show(first, end), [session, first, end, answer]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = rowAfterKey(event.key, selected, window);
    if (target !== null) {
      reveal(target);
      onSelect(target);
    } else if (event.key === 'Enter') onOpen(selected, 'key');
    else return;
    event.preventDefault();
  };

  const rows = Array.from({ length: end - first }, (_, index) => first + index);
  return (
    <div
      ref={box}
      id={GROUP_LIST_ID}
      className="group-list"
      role="listbox"
      aria-label="Groups of duplicates"
      tabIndex={0}
      aria-activedescendant={selected >= first && selected < end ? rowId(selected) : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div
        className="group-list-rows"
        role="presentation"
        style={{ height: answer.total * window.rowHeight }}
      >
        {rows.map((place) => (
          <GroupRow
            key={place}
            id={rowId(place)}
            group={answer.groups.get(place) ?? null}
            place={place}
            total={answer.total}
            top={place * window.rowHeight}
            isSelected={place === selected}
            onPress={() => onOpen(place, 'pointer')}
          />
        ))}
      </div>
    </div>
  );
}
