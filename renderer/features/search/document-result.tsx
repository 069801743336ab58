import type { DocumentHit } from '../../../app/contracts/search.ts';
import { placeOf } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { counted, formatDate } from '../../state/wording.ts';
import './document-result.css';
import { PassageResult } from './passage-result.tsx';
import type { ResultsState } from './use-results.ts';

interface DocumentResultProps {
  readonly hit: DocumentHit;
  readonly results: ResultsState;
}

/** One document: its best passage, and its further ones on demand. */
export function DocumentResult({ hit, results }: DocumentResultProps) {
  const { status } = useStore(useServices().library);
  const { folders, file } = placeOf(hit.document, status?.sources ?? []);
  const isUnfolded = results.unfolded.has(hit.documentId);
  const further = isUnfolded ? hit.more : [];
  return (
    <li className="document-result">
      <p className="document-result-place" title={hit.document}>
        {[...folders, hit.title ? file : null].filter(Boolean).join(' / ')}
        <span className="document-result-date"> · {formatDate(hit.modifiedAt)}</span>
      </p>
      <ol>
        {[hit, ...further].map((passage, index) => (
          <PassageResult
            key={passage.passageId}
            name={index === 0 ? (hit.title ?? file) : null}
            place={{ document: hit, passage }}
            results={results}
          />
        ))}
      </ol>
      {hit.more.length > 0 && (
        <button
          type="button"
          className="document-result-more"
          aria-expanded={isUnfolded}
          onClick={() => results.toggle(hit.documentId)}
        >
          {isUnfolded
            ? 'Show the best passage only'
            : `${counted(hit.more.length, 'more passage')} in this document`}
        </button>
      )}
    </li>
  );
}
