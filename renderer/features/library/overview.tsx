import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { counted } from '../../state/wording.ts';
import { FailedFiles } from './failed-files.tsx';
import { Health } from './health.tsx';
import { LibraryFacts } from './library-facts.tsx';
import './overview.css';
import { RunState } from './run-state.tsx';
import { SourceList } from './source-list.tsx';

interface OverviewProps {
  readonly status: LibraryStatus;
  readonly onShowFailed: () => void;
}

/** How the library stands: work under way, folders, what could not be read, disk space and health. */
export function Overview({ status, onShowFailed }: OverviewProps) {
  const isEmpty = status.sources.length === 0;
  return (
    <div className="overview">
      <div className="overview-main">
        {!status.writable && (
          <p className="library-note">
            Another Semblance holds this library. Searching works here; adding and changing works there.
          </p>
        )}
        {!isEmpty && <p className="overview-lead">{leadOf(status)}</p>}
        <RunState status={status} />
        <SourceList sources={status.sources} writable={status.writable} />
        {status.failed > 0 && <FailedFiles status={status} onShowAll={onShowFailed} />}
      </div>
      {!isEmpty && (
        <aside className="overview-side" aria-label="About this library">
          <LibraryFacts status={status} />
          <Health writable={status.writable} />
        </aside>
      )}
    </div>
  );
}

function leadOf({ documents, passages, sentences }: LibraryStatus): string {
  if (documents === 0) return 'Nothing can be found here yet.';
  return `${counted(documents, 'document')} with ${counted(passages, 'passage')} and ${counted(sentences, 'sentence')} can be found.`;
}
