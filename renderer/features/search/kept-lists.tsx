import { Button } from '../../components/button.tsx';
import type { SearchWish } from '../../state/search-session.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { focusSearchField } from '../shell/use-search-shortcut.ts';
import { facetsInWords } from './filter-wording.ts';
import './kept-lists.css';

/** Searches to come back to, under an empty field. */
export function KeptLists() {
  const { keptSearches } = useServices();
  const { saved, recent } = useStore(keptSearches.state);
  if (saved.length + recent.length === 0) return null;
  return (
    <div className="kept-lists">
      {saved.length > 0 && (
        <section aria-labelledby="saved-title">
          <header>
            <h2 id="saved-title">Saved</h2>
          </header>
          <WishList wishes={saved} onForget={keptSearches.toggle} />
        </section>
      )}
      {recent.length > 0 && (
        <section aria-labelledby="recent-title">
          <header>
            <h2 id="recent-title">Recent</h2>
            <Button kind="quiet" onPress={keptSearches.forgetRecent}>
              Clear
            </Button>
          </header>
          <WishList wishes={recent} />
        </section>
      )}
    </div>
  );
}

interface WishListProps {
  readonly wishes: readonly SearchWish[];
  readonly onForget?: (wish: SearchWish) => void;
}

function WishList({ wishes, onForget }: WishListProps) {
  const { search, library } = useServices();
  const sources = useStore(library).status?.sources ?? [];
  return (
    <ul>
      {wishes.map((wish) => {
        const chosen = facetsInWords(null, wish.filters, sources).flatMap(({ chosen }) =>
          chosen.map(({ name }) => name),
        );
        const words = [...(wish.mode === 'hybrid' ? [] : [`by ${wish.mode}`]), ...chosen].join(', ');
        return (
          <li key={JSON.stringify(wish)}>
            <button
              type="button"
              className="kept-wish"
              onClick={() => {
                search.open(wish);
                focusSearchField();
              }}
            >
              <span dir="auto">{wish.query}</span>
              {words && <small>{words}</small>}
            </button>
            {onForget && (
              <button
                type="button"
                className="kept-forget"
                aria-label={`Let go: ${wish.query}`}
                onClick={() => onForget(wish)}
              >
                ×
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
