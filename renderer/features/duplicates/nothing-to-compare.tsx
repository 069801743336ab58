import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { isRunning } from '../../state/library-watch.ts';
import { addressOf } from '../../state/view.ts';
import { AddFolderButton } from '../library/add-folder-button.tsx';
import { ProgressPanel } from '../library/progress-panel.tsx';
import './duplicates-view.css';

/** No document is in the library: none was added, or none is read yet, or none could be. */
export function NothingToCompare({ status }: { readonly status: LibraryStatus }) {
  return (
    <div className="duplicates-empty">
      <h1 className="visually-hidden">Duplicates</h1>
      {status.sources.length === 0 ? (
        <NoLibrary />
      ) : isRunning(status.progress) ? (
        <>
          <h2>Your documents are being read</h2>
          <p>They are compared as they come.</p>
          <ProgressPanel progress={status.progress} />
        </>
      ) : (
        <>
          <h2>There is nothing to compare yet</h2>
          <p>
            No document in the added folders could be read. <a href={addressOf('library')}>See the library</a>
          </p>
        </>
      )}
    </div>
  );
}

function NoLibrary() {
  return (
    <>
      <h2>Find what you wrote twice</h2>
      <p>
        Passages that repeat one another, word for word or in other words, are grouped here and set side by
        side. Nothing is changed or deleted. It needs a library first.
      </p>
      <div className="duplicates-empty-actions">
        <AddFolderButton />
      </div>
    </>
  );
}
