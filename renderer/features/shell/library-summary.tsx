import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { isRunning } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { addressOf } from '../../state/view.ts';
import { counted, formatCount } from '../../state/wording.ts';
import { shareDone } from '../library/progress-wording.ts';
import './library-summary.css';

/** The library in one line, at the end of the top bar; while indexing, how far it is. */
export function LibrarySummary() {
  const { status } = useStore(useServices().library);
  if (!status || status.sources.length === 0) return null;
  return (
    <>
      <a className="library-summary" href={addressOf('library')}>
        {summaryOf(status)}
      </a>
      {isRunning(status.progress) && (
        <div className="library-summary-progress">
          <ProgressLine label="Indexing" share={shareDone(status.progress)} />
        </div>
      )}
    </>
  );
}

function summaryOf({ progress, paused, documents, failed }: LibraryStatus): string {
  if (isRunning(progress)) {
    return progress.phase === 'scanning'
      ? 'Looking for documents…'
      : `Reading ${formatCount(progress.filesDone)} of ${formatCount(progress.filesTotal)}`;
  }
  const held = paused ? 'Paused, ' : '';
  const unread = failed > 0 ? `, ${formatCount(failed)} could not be read` : '';
  return `${held}${counted(documents, 'document')}${unread}`;
}
