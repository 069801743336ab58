import type { FoundDocument } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import type { DocumentAddress } from '../../state/document-address.ts';
import type { HitPlace } from '../../state/result-list.ts';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { useStore } from '../../state/use-store.ts';
import { PreviewPane } from '../preview/preview-pane.tsx';

interface LinkedDocumentProps {
  readonly address: DocumentAddress;
  readonly onClose: () => void;
}

/** The document that the address of the window names, open at its sentence. */
export function LinkedDocument({ address, onClose }: LinkedDocumentProps) {
  const { connection, library } = useServices();
  const { revision } = useStore(library);
  const found = useFetched(`${JSON.stringify(address)} ${revision}`, (signal) =>
    connection.client.document.find(address, { signal }),
  );
  if (found.kind === 'failed') {
    return (
      <div className="library-message">
        <Trouble error={found.error}>
          <Button onPress={onClose}>Show the library</Button>
        </Trouble>
      </div>
    );
  }
  const place = found.kind === 'ready' ? found.value : found.previous;
  if (place === null) return <p role="status">{found.kind === 'loading' && found.slow && 'Opening…'}</p>;
  return (
    <PreviewPane place={placeIn(address.path, place)} openings={1} onMove={() => {}} onClose={onClose} />
  );
}

function placeIn(path: string, { documentId, title, modifiedAt, sentence }: FoundDocument): HitPlace {
  const marked = { text: '', ...(sentence ?? { start: 0, end: 0 }) };
  const passage = {
    ...{ passageId: 0, score: 0, cosine: null, percentile: null, heading: [], matched: 'words' as const },
    ...{ sentence: marked, passage: marked },
    readable: { text: '', sentence: { start: 0, end: 0 }, words: [] },
    isCode: false,
  };
  return { document: { ...passage, documentId, document: path, title, modifiedAt, more: [] }, passage };
}
