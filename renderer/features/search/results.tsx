import type { KeyboardEvent } from 'react';
import type { SearchResponse } from '../../../app/contracts/search.ts';
import { ListAndSide } from '../../components/list-and-side.tsx';
import { step } from '../../state/result-list.ts';
import { counted } from '../../state/wording.ts';
import { PreviewPane } from '../preview/preview-pane.tsx';
import { focusSearchField } from '../shell/use-search-shortcut.ts';
import { DocumentResult } from './document-result.tsx';
import { ExampleButtons } from './example-buttons.tsx';
import { focusHit } from './hit-focus.ts';
import { ReadingHint } from './reading-hint.tsx';
import './results.css';
import { useResults } from './use-results.ts';

/** The list of hits and, beside it, the document that is open. */
export function Results({ response }: { readonly response: SearchResponse }) {
  const results = useResults(response);
  const { opened } = results;
  const heldBack = response.hits.length - results.hits.length;

  const onListKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = step(results.places, results.selected, event.key === 'ArrowDown' ? 1 : -1);
      if (next === null) focusSearchField();
      else focusHit(next);
    } else if (event.key === 'Escape') {
      if (opened) results.close();
      else focusSearchField();
    } else return;
    event.preventDefault();
  };

  return (
    <ListAndSide
      listWidth="34rem"
      isOpen={opened !== null}
      list={
        // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys come up from the buttons inside
        <div className="results-list" onKeyDown={onListKeyDown}>
          <ol aria-label="Results">
            {results.hits.map((hit) => (
              <DocumentResult key={hit.documentId} hit={hit} results={results} />
            ))}
          </ol>
          {heldBack > 0 && (
            <button type="button" className="results-rest" onClick={results.showAll}>
              Show {counted(heldBack, 'document')} that {heldBack === 1 ? 'is' : 'are'} hardly alike
            </button>
          )}
        </div>
      }
      side={
        opened ? (
          <PreviewPane
            place={opened}
            openings={results.openings}
            onMove={results.show}
            actions={<ExampleButtons place={opened} isTabStop />}
            onClose={() => {
              results.close();
              requestAnimationFrame(() => focusHit(opened.passage.passageId));
            }}
          />
        ) : (
          <ReadingHint />
        )
      }
    />
  );
}
