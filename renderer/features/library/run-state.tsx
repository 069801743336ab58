import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { Trouble } from '../../components/trouble.tsx';
import { isUnderWay } from '../../state/library-watch.ts';
import { PausePanel, ProgressPanel } from './progress-panel.tsx';
import { headline } from './progress-wording.ts';

/** The indexing run under way or held, and how the last one ended where it did not go well. */
export function RunState({ status }: { readonly status: LibraryStatus }) {
  const { progress, paused } = status;
  return (
    <>
      {isUnderWay(progress) ? <ProgressPanel progress={progress} /> : paused && <PausePanel />}
      {progress?.phase === 'cancelled' && (
        <p className="library-note">
          {headline(progress)}. What was read can be found; “Look for changes” reads the rest.
        </p>
      )}
      {progress?.error && <Trouble error={progress.error} />}
    </>
  );
}
