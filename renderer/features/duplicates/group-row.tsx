import type { DuplicateGroup } from '../../../app/contracts/duplicates.ts';
import { similarityFigure } from '../../../app/contracts/similarity-figure.ts';
import { PassageText } from '../../components/passage-text.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { namesByDocument } from './document-names.ts';
import { KIND_WORDING } from './duplicate-wording.ts';

interface GroupRowProps {
  readonly id: string;
  /** Null while it is being fetched. */
  readonly group: DuplicateGroup | null;
  readonly place: number;
  readonly total: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isSelected: boolean;
  readonly onPress: () => void;
}

export function GroupRow({ id, group, place, total, top, isSelected, onPress }: GroupRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around it takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus and names the active option
    <div
      id={id}
      className="group-row"
      role="option"
      aria-selected={isSelected}
      aria-posinset={place + 1}
      aria-setsize={total}
      style={{ top }}
      onClick={onPress}
    >
      {group ? <GroupSummary group={group} /> : <span className="group-row-waiting">…</span>}
    </div>
  );
}

function GroupSummary({ group }: { readonly group: DuplicateGroup }) {
  const { status } = useStore(useServices().library);
  const { kind, similarity, members } = group;
  const { name, sign } = KIND_WORDING[kind];
  const names = [...namesByDocument(members.slice(0, MOST_NAMED), status?.sources ?? []).values()];
  return (
    <>
      <p className="group-row-head">
        <span className="kind-sign" aria-hidden="true">
          {sign}
        </span>
        <span className="group-row-kind">{name}</span>
        <span>{similarityFigure(similarity)}</span>
        {members.length > 2 && <span className="group-row-count">{members.length} passages</span>}
      </p>
      <p className="group-row-text">
        <PassageText isCode={members[0]!.isCode}>{members[0]!.readable}</PassageText>
      </p>
      <p className="group-row-names">
        {names.length === 1 && members.length <= MOST_NAMED
          ? `${timesWord(members.length)} in ${names[0]}`
          : names.join(' · ')}
      </p>
    </>
  );
}

/** More names than this find no room in the line. */
const MOST_NAMED = 20;

const timesWord = (count: number) => (count === 2 ? 'twice' : `${count} times`);
