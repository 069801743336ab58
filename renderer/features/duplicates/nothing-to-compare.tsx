import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { EmptyState, EmptyStateActions } from '../../components/empty-state.tsx';
import { AddFolderButton } from '../library/add-folder-button.tsx';
import { NotReadYet } from '../library/not-read-yet.tsx';

/** No document is in the library: none was added, or none is read yet, or none could be. */
export function NothingToCompare({ status }: { readonly status: LibraryStatus }) {
  return (
    <>
      <h1 className="visually-hidden">Duplicates</h1>
      {status.sources.length === 0 ? (
        <NoLibrary />
      ) : (
        <NotReadYet
          status={status}
          promise="They are compared as they come."
          missing="There is nothing to compare yet"
        />
      )}
    </>
  );
}

function NoLibrary() {
  return (
    <EmptyState title="Find what you wrote twice">
      <p>
        Passages that repeat one another, word for word or in other words, are grouped here and set side by
        side. Nothing is changed or deleted. It needs a library first.
      </p>
      <EmptyStateActions>
        <AddFolderButton />
      </EmptyStateActions>
    </EmptyState>
  );
}
