import { isRunning } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { addressOf } from '../../state/view.ts';
import { ProgressPanel } from '../library/progress-panel.tsx';
import './empty-state.css';

/** Sources but no documents yet: they are on their way, or there were none to read. */
export function StillIndexing() {
  const { status } = useStore(useServices().library);
  if (isRunning(status?.progress)) {
    return (
      <div className="empty-state">
        <h2>Your documents are being read</h2>
        <p>The first ones can be found within seconds, while the rest go on being read.</p>
        <ProgressPanel progress={status.progress} />
      </div>
    );
  }
  return (
    <div className="empty-state">
      <h2>There is nothing to search yet</h2>
      <p>
        No document in the added folders could be read. Semblance reads Markdown, plain text and HTML.{' '}
        <a href={addressOf('library')}>See the library</a>
      </p>
    </div>
  );
}
