import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { isRunning } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { formatCount } from '../../state/wording.ts';

export function NothingFound() {
  const { library, search } = useServices();
  const { status } = useStore(library);
  const { response, mode } = useStore(search.state);
  if (!response) return null;
  return (
    <EmptyState title={`Nothing found for “${response.query}”`}>
      {isRunning(status?.progress) && (
        <p>
          {formatCount(status.progress.filesDone)} of {formatCount(status.progress.filesTotal)} files are read
          so far; the search is repeated as more arrive.
        </p>
      )}
      {mode === 'words' ? (
        <>
          <p>No document contains these words. A search by meaning does not need the same ones.</p>
          <Button kind="primary" onPress={() => search.setMode('hybrid')}>
            Search by meaning as well
          </Button>
        </>
      ) : (
        <p>Try a whole sentence instead of single words, or fewer words in quotes.</p>
      )}
    </EmptyState>
  );
}
