import type { KeyboardEvent } from 'react';
import type { PassageHit, SearchMode } from '../../../app/contracts/search.ts';
import { MarkedPassage } from '../../components/marked-passage.tsx';
import { PassageText } from '../../components/passage-text.tsx';
import { placeOf } from '../../state/document-place.ts';
import { excerptAround, shift } from '../../state/excerpt.ts';
import { markText } from '../../state/marked-text.ts';
import type { HitPlace } from '../../state/result-list.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { ExampleButtons } from './example-buttons.tsx';
import { hitElementId } from './hit-focus.ts';
import { LikenessMeter } from './likeness-meter.tsx';
import './passage-result.css';
import { useDragOut } from './use-drag-out.ts';
import { useExample } from './use-example.ts';
import type { ResultsState } from './use-results.ts';

/** Characters of context on either side of the best sentence. */
const CONTEXT = 120;

const WHY: Record<PassageHit['matched'], string> = {
  meaning: 'by meaning',
  words: 'by words',
  both: 'by meaning and words',
};

/** Why the list need not follow the figure beside a hit: it is of one sentence, the order of more than that. */
const ORDER: Record<SearchMode, string> = {
  hybrid: 'The list is sorted by meaning and words together, not by this figure alone.',
  meaning: 'The list is sorted by sentences and whole passages together, not by this figure alone.',
  words: 'The list is sorted by words.',
};

interface PassageResultProps {
  readonly place: HitPlace;
  readonly results: ResultsState;
}

export function PassageResult({ place, results }: PassageResultProps) {
  const { document, passage } = place;
  const { library, search } = useServices();
  const { status } = useStore(library);
  const { mode } = useStore(search.state);
  const { folders, file } = placeOf(document.document, status?.sources ?? []);
  const title = document.title ?? file;
  const heading = passage.heading.filter((name) => name !== title);
  const { isPossible, steer } = useExample(place);
  const onKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    if (!isPossible || ctrlKey || metaKey || altKey) return;
    if (key === 'm') steer('more');
    else if (key === 'l') steer('less');
  };
  const isBest = passage.passageId === document.passageId;
  const name = isBest ? title : heading.join(' › ') || 'Further passage';
  const drag = useDragOut(document.documentId, document.document);
  const isOpen = results.opened?.passage.passageId === passage.passageId;
  return (
    <li className="passage-result" data-open={isOpen ? '' : undefined}>
      <div className="passage-result-head">
        <button
          type="button"
          id={hitElementId(passage.passageId)}
          className={isBest ? 'passage-result-name' : 'passage-result-heading'}
          aria-current={isOpen ? 'true' : undefined}
          onKeyDown={onKeyDown}
          onFocus={() => results.select(place)}
          onClick={() => results.show(place)}
          {...drag}
        >
          <span dir="auto" title={name}>
            {name}
          </span>
        </button>
        <LikenessMeter hit={passage} order={ORDER[mode]} />
      </div>
      <p className="passage-result-why">
        {isBest && <span title={document.document}>{[...folders, file].join(' / ')}</span>}
        {isBest && heading.length > 0 && <span>{heading.join(' › ')}</span>}
        {passage.page !== undefined && <span>page {passage.page}</span>}
        <span>{WHY[passage.matched]}</span>
      </p>
      <p className="passage-result-text" dir="auto">
        <PassageText isCode={passage.isCode}>
          <Excerpt hit={passage} />
        </PassageText>
      </p>
      <ExampleButtons place={place} isTabStop={false} />
    </li>
  );
}

function Excerpt({ hit }: { readonly hit: PassageHit }) {
  const { text, sentence, words } = hit.readable;
  const excerpt = excerptAround(text, sentence, CONTEXT);
  const runs = markText(
    excerpt.text,
    shift(sentence, excerpt.offset),
    words.map((word) => shift(word, excerpt.offset)),
  );
  return (
    <>
      {excerpt.cutBefore && '…\u00a0'}
      <MarkedPassage runs={runs} />
      {excerpt.cutAfter && '\u00a0…'}
    </>
  );
}
