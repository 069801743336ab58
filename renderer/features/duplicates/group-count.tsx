import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { counted } from '../../state/wording.ts';
import { comparingHeadline } from './comparing-wording.ts';
import './group-count.css';

/** How many groups there are, read out politely as it changes, and whether that is all. */
export function GroupCount({ status }: { readonly status: LibraryStatus }) {
  const { session, catchUp } = useServices().duplicates;
  const { answer } = useStore(session.state);
  const { progress } = useStore(catchUp.comparing);
  if (!answer || (progress && answer.total === 0)) return null;
  const isStuck = answer.pending > 0 && !status.writable;
  return (
    <div className="group-count">
      <p role="status">
        {counted(answer.total, 'group')}
        {progress && ' so far'}
      </p>
      {progress && <p>{comparingHeadline(progress)}</p>}
      {isStuck && (
        <p>{counted(answer.pending, 'passage')} not compared yet: another Semblance holds this library</p>
      )}
    </div>
  );
}
