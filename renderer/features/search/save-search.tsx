import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';

/** Keeps the search as it stands, with its filters; pressed again, lets it go. */
export function SaveSearch() {
  const { search, keptSearches } = useServices();
  const wish = useStore(search.state);
  useStore(keptSearches.state);
  const isSaved = keptSearches.isSaved(wish);
  return (
    <button
      type="button"
      className="search-field-button"
      aria-pressed={isSaved}
      aria-label="Save this search"
      title={isSaved ? 'Saved; press to let it go' : 'Save this search'}
      onClick={() => keptSearches.toggle(wish)}
    >
      {isSaved ? '★' : '☆'}
    </button>
  );
}
