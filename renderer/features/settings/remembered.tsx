import { Button } from '../../components/button.tsx';
import { NOTHING_WISHED } from '../../state/search-session.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { counted, formatCount } from '../../state/wording.ts';

/** What this window keeps in its own storage, and the ways to forget it. */
export function Remembered() {
  const { compareHistory, keptSearches, search, compare } = useServices();
  const comparisons = useStore(compareHistory.entries).length;
  const { saved, recent } = useStore(keptSearches.state);
  const { query } = useStore(search.state);
  const { a, b } = useStore(compare.state);
  const hasTexts = query !== '' || a !== '' || b !== '';
  return (
    <section className="settings-part" aria-labelledby="remembered-title">
      <h3 id="remembered-title">What this window remembers</h3>
      <ul className="settings-rows">
        <li className="remembered">
          <p>
            {recent.length === 0
              ? 'No recent search'
              : counted(recent.length, 'recent search', 'recent searches')}
            {saved.length > 0 &&
              `; ${formatCount(saved.length)} saved, which you let go where they are listed`}
          </p>
          <Button kind="quiet" isDisabled={recent.length === 0} onPress={keptSearches.forgetRecent}>
            Forget the searches
          </Button>
        </li>
        <li className="remembered">
          <p>
            {comparisons === 0 ? 'No comparison' : counted(comparisons, 'comparison')} in the history of
            Compare
          </p>
          <Button kind="quiet" isDisabled={comparisons === 0} onPress={compareHistory.clear}>
            Forget the comparisons
          </Button>
        </li>
        <li className="remembered">
          <p>{hasTexts ? 'What stands in the fields of Search and Compare' : 'Nothing in the fields'}</p>
          <Button
            kind="quiet"
            isDisabled={!hasTexts}
            onPress={() => {
              search.open(NOTHING_WISHED);
              compare.setTexts('', '');
            }}
          >
            Empty the fields
          </Button>
        </li>
      </ul>
      <p className="settings-small">
        It is kept in the storage of this window, together with how it looks, and in no library.
      </p>
    </section>
  );
}
