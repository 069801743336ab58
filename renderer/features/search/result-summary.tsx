import type { SearchResponse } from '../../../app/contracts/search.ts';
import { isRunning } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { counted } from '../../state/wording.ts';
import './result-summary.css';

/** How many, how fast, and what could not take part; read out politely as it changes. */
export function ResultSummary() {
  const { library, search } = useServices();
  const { response, slow, query } = useStore(search.state);
  const { status } = useStore(library);
  const partial = isRunning(status?.progress) ? ', more as reading goes on' : '';
  const isCurrent = response?.query === query;
  return (
    <div className="result-summary" role="status">
      {slow ? <p>Searching…</p> : response && isCurrent && <p>{summaryOf(response) + partial}</p>}
      {response?.notes.map((note) => (
        <p key={note} className="result-summary-note">
          {note}
        </p>
      ))}
    </div>
  );
}

function summaryOf({ hits, tookMs }: SearchResponse): string {
  const time = tookMs < 1 ? 'less than 1 ms' : `${Math.round(tookMs)} ms`;
  return `${counted(hits.length, 'document')} in ${time}`;
}
