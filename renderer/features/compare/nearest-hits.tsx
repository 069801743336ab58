import type { DocumentHit } from '../../../app/contracts/search.ts';
import { Button } from '../../components/button.tsx';
import { MarkedPassage } from '../../components/marked-passage.tsx';
import { PassageText } from '../../components/passage-text.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { placeOf } from '../../state/document-place.ts';
import { excerptAround, shift } from '../../state/excerpt.ts';
import { markText } from '../../state/marked-text.ts';
import type { HitPlace } from '../../state/result-list.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { useStore } from '../../state/use-store.ts';
import { LikenessMeter } from '../search/likeness-meter.tsx';

const MOST_HITS = 8;
/** Characters of context on either side of the sentence. */
const CONTEXT = 90;

interface NearestHitsProps {
  readonly text: string;
  readonly onOpen: (place: HitPlace) => void;
  /** Takes the sentence of a hit as the other text of the comparison. */
  readonly onTake: (sentence: string) => void;
}

/** The documents of the library that come nearest to a text, by meaning alone. */
export function NearestHits({ text, onOpen, onTake }: NearestHitsProps) {
  const { connection } = useServices();
  const fetched = useFetched(text, (signal) =>
    connection.client.search.similar({ text, limit: MOST_HITS }, { signal }),
  );
  if (fetched.kind === 'failed') {
    return (
      <div className="library-drawer-body">
        <Trouble error={fetched.error} />
      </div>
    );
  }
  if (fetched.kind === 'loading')
    return fetched.slow ? <ProgressLine label="Searching" share={null} /> : null;
  const { hits, notes } = fetched.value;
  return (
    <div className="library-drawer-body">
      {notes.map((note) => (
        <p key={note} className="compare-note">
          {note}
        </p>
      ))}
      {hits.length === 0 && <p>There is nothing in your library to find yet.</p>}
      <ol className="nearest-hits" aria-label="Nearest in your library">
        {hits.map((hit) => (
          <NearestHit key={hit.documentId} hit={hit} onOpen={onOpen} onTake={onTake} />
        ))}
      </ol>
    </div>
  );
}

function NearestHit({ hit, onOpen, onTake }: { readonly hit: DocumentHit } & Omit<NearestHitsProps, 'text'>) {
  const { status } = useStore(useServices().library);
  const { folders, file } = placeOf(hit.document, status?.sources ?? []);
  const { text, sentence } = hit.readable;
  const excerpt = excerptAround(text, sentence, CONTEXT);
  return (
    <li>
      <div className="nearest-hit-head">
        <h3>{hit.title ?? file}</h3>
        <LikenessMeter hit={hit} />
      </div>
      <p className="nearest-hit-place">{[...folders, file].join(' / ')}</p>
      <p className="nearest-hit-text">
        <PassageText isCode={hit.isCode}>
          {excerpt.cutBefore && '…\u00a0'}
          <MarkedPassage runs={markText(excerpt.text, shift(sentence, excerpt.offset), [])} />
          {excerpt.cutAfter && '\u00a0…'}
        </PassageText>
      </p>
      <div className="nearest-hit-actions">
        <Button kind="quiet" onPress={() => onTake(text.slice(sentence.start, sentence.end))}>
          Compare with this sentence
        </Button>
        <Button kind="quiet" onPress={() => onOpen({ document: hit, passage: hit })}>
          Read it there
        </Button>
      </div>
    </li>
  );
}
