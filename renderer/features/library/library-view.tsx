import { Trouble } from '../../components/trouble.tsx';
import { isRunning } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { AddFolderButton } from './add-folder-button.tsx';
import { FailedFiles } from './failed-files.tsx';
import { LibraryFacts } from './library-facts.tsx';
import './library-view.css';
import { ProgressPanel } from './progress-panel.tsx';
import { headline } from './progress-wording.ts';
import { SourceList } from './source-list.tsx';

/** What is in the library: its folders, what is being read, what could not be read, and where it is kept. */
export function LibraryView() {
  const { status } = useStore(useServices().library);
  if (!status) return null;
  return (
    <div className="library-view">
      <div className="library-column">
        <header className="library-head">
          <h1>Library</h1>
          <AddFolderButton />
        </header>
        {!status.writable && (
          <p className="library-note">
            Another Semblance holds this library. Searching works here; adding and changing works there.
          </p>
        )}
        {isRunning(status.progress) && <ProgressPanel progress={status.progress} />}
        {status.progress?.phase === 'cancelled' && (
          <p className="library-note">{headline(status.progress)}.</p>
        )}
        {status.progress?.error && <Trouble error={status.progress.error} />}
        <SourceList sources={status.sources} />
        {status.failed > 0 && <FailedFiles count={status.failed} />}
        <LibraryFacts status={status} />
      </div>
    </div>
  );
}
