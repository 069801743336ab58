import type { DocumentHit } from '../../../app/contracts/search.ts';
import { counted } from '../../state/wording.ts';
import './document-result.css';
import { PassageResult } from './passage-result.tsx';
import type { ResultsState } from './use-results.ts';

interface DocumentResultProps {
  readonly hit: DocumentHit;
  readonly results: ResultsState;
}

/** One document: its best passage, and its further ones on demand. */
export function DocumentResult({ hit, results }: DocumentResultProps) {
  const isUnfolded = results.unfolded.has(hit.documentId);
  const passages = isUnfolded ? [hit, ...hit.more] : [hit];
  return (
    <li className="document-result">
      <ol>
        {passages.map((passage) => (
          <PassageResult key={passage.passageId} place={{ document: hit, passage }} results={results} />
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
