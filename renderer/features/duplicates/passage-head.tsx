import type { DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { placeOf } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { formatDate } from '../../state/wording.ts';
import { titleOf } from './document-names.ts';
import './passage-head.css';

interface PassageHeadProps {
  readonly member: DuplicateMember;
  readonly part: 'To keep' | 'Copy';
  /** Why it has this part. */
  readonly note?: string;
}

/** Where a passage stands, and what it is in its group. */
export function PassageHead({ member, part, note }: PassageHeadProps) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  const { folders, file } = placeOf(member.document, sources);
  const title = titleOf(member, sources);
  const heading = member.heading.filter((name) => name !== title);
  return (
    <header className="passage-head">
      <p className="passage-part" data-keep={part === 'To keep' ? '' : undefined}>
        <span>{part}</span>
        {note && `: ${note}`}
      </p>
      <h3>{title}</h3>
      {heading.length > 0 && <p className="passage-heading">{heading.join(' › ')}</p>}
      <p className="passage-place" title={member.document}>
        {[...folders, file].join(' / ')}
        {member.page !== undefined && ` · page ${member.page}`} · changed {formatDate(member.modifiedAt)}
      </p>
    </header>
  );
}
