import type { ErrorInfo } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { NotReadYet } from '../library/not-read-yet.tsx';
import { ExampleChips } from './example-chips.tsx';
import { FilterBar } from './filter-bar.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { NothingFound } from './nothing-found.tsx';
import { ResultSummary } from './result-summary.tsx';
import { Results } from './results.tsx';
import { SearchField } from './search-field.tsx';
import { SearchHome } from './search-home.tsx';
import './search-view.css';
import { Welcome } from './welcome.tsx';

/** Home: one field, and what it found. Without a library, the way to one. */
export function SearchView() {
  const { library } = useServices();
  const { status } = useStore(library);
  if (status?.sources.length === 0) return <Welcome />;
  return (
    <div className="search-view">
      <h1 className="visually-hidden">Search</h1>
      <search className="search-head">
        <SearchField />
        <div className="search-line">
          <ModeSwitch />
          <FilterBar />
          <ResultSummary />
        </div>
        <ExampleChips />
      </search>
      <SlowSearch />
      <SearchBody />
    </div>
  );
}

function SearchBody() {
  const { library, search } = useServices();
  const { status } = useStore(library);
  const { query, response, error } = useStore(search.state);
  if (error?.code === 'query.empty') return <NothingAsked error={error} />;
  if (error) {
    return (
      <div className="search-message">
        <Trouble error={error}>
          {error.retryable && <Button onPress={search.searchNow}>Try again</Button>}
        </Trouble>
      </div>
    );
  }
  if (status?.documents === 0) {
    return (
      <NotReadYet
        status={status}
        promise="The first ones can be found within seconds, while the rest go on being read."
        missing="There is nothing to search yet"
      />
    );
  }
  if (query.trim() === '') return <SearchHome />;
  if (!response) return null;
  return response.hits.length > 0 ? <Results response={response} /> : <NothingFound />;
}

/** Operators alone: no failure, but half a question. */
function NothingAsked({ error }: { readonly error: ErrorInfo }) {
  return (
    <div role="status">
      <EmptyState title={error.message}>
        <p>{error.nextStep}</p>
      </EmptyState>
    </div>
  );
}

/** Nothing for an answer at once; a moving line for one that takes time. */
function SlowSearch() {
  const { slow } = useStore(useServices().search.state);
  return <div className="search-slow">{slow && <ProgressLine label="Searching" share={null} />}</div>;
}
