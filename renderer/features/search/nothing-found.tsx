import { Button } from '../../components/button.tsx';
import { EmptyState, EmptyStateActions } from '../../components/empty-state.tsx';
import { isRunning } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { formatCount } from '../../state/wording.ts';
import { facetsInWords } from './filter-wording.ts';

/** No hit: what stands in the way, and how to take it away. */
export function NothingFound() {
  const { library, search } = useServices();
  const { status } = useStore(library);
  const { response, mode, filters, query } = useStore(search.state);
  if (!response) return null;
  const chosen = facetsInWords(null, filters, status?.sources ?? []).flatMap(({ chosen }) =>
    chosen.map(({ name }) => name),
  );
  return (
    <EmptyState title={`Nothing found for “${response.query}”`}>
      {isRunning(status?.progress) && (
        <p>
          {formatCount(status.progress.filesDone)} of {formatCount(status.progress.filesTotal)} files are read
          so far; the search is repeated as more arrive.
        </p>
      )}
      <p>{adviceFor(mode === 'words', chosen)}</p>
      <EmptyStateActions>
        {chosen.length > 0 && (
          <Button kind="primary" onPress={() => search.open({ query, mode, filters: {} })}>
            Search without filters
          </Button>
        )}
        {mode === 'words' && (
          <Button kind={chosen.length > 0 ? 'plain' : 'primary'} onPress={() => search.setMode('hybrid')}>
            Search by meaning as well
          </Button>
        )}
      </EmptyStateActions>
    </EmptyState>
  );
}

function adviceFor(isByWords: boolean, filters: readonly string[]): string {
  if (filters.length > 0) return `Looked at only what is: ${filters.join(', ')}.`;
  return isByWords
    ? 'No document contains these words. A search by meaning does not need the same ones.'
    : 'Try a whole sentence instead of single words, or fewer words in quotes.';
}
