import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { DocumentPreview } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { canBeLaidOut } from '../../state/document-parts.ts';
import { placeOf } from '../../state/document-place.ts';
import { type HitPlace, hitsInText } from '../../state/result-list.ts';
import { useServices } from '../../state/services.ts';
import { type Fetched, useFetched } from '../../state/use-fetched.ts';
import { useStore } from '../../state/use-store.ts';
import { formatDate } from '../../state/wording.ts';
import { CopyMenu } from './copy-menu.tsx';
import { HitStepper } from './hit-stepper.tsx';
import { OpenOutside } from './open-outside.tsx';
import './preview-pane.css';
import { PreviewText } from './preview-text.tsx';

interface PreviewPaneProps {
  readonly place: HitPlace;
  /** Grows each time the person opens a hit; the text then takes the focus. */
  readonly openings: number;
  readonly onMove: (place: HitPlace) => void;
  readonly onClose: () => void;
  /** What else can be done with the hit. */
  readonly actions?: ReactNode;
}

/** The document as it is in the library, open at the hit. */
export function PreviewPane({ place, openings, onMove, onClose, actions }: PreviewPaneProps) {
  const { connection, library } = useServices();
  const { status } = useStore(library);
  const { document, passage } = place;
  const { folders, file } = placeOf(document.document, status?.sources ?? []);
  const fetched = useFetched(`${document.documentId}@${document.modifiedAt}`, (signal) =>
    connection.client.document.preview({ documentId: document.documentId }, { signal }),
  );
  const preview = textToShow(fetched, document.documentId);

  const [isSource, setSource] = useState(false);

  const scroller = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening takes the focus anew
  useEffect(() => scroller.current?.focus({ preventScroll: true }), [openings]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    // What the preview lies in would close as well.
    event.stopPropagation();
    onClose();
  };

  return (
    <section className="preview-pane" aria-label="Preview" onKeyDown={onKeyDown}>
      <header className="preview-head">
        <div>
          <h2 dir="auto" title={document.title ?? file}>
            {document.title ?? file}
          </h2>
          <p className="preview-place" title={document.document}>
            {[...folders, file].join(' / ')} · changed {formatDate(document.modifiedAt)}
          </p>
          <div className="quiet-actions">
            <CopyMenu place={place} names={[...folders, file]} />
            <OpenOutside documentId={document.documentId} />
            {preview && canBeLaidOut(document.document, preview.text) && (
              <Button kind="quiet" onPress={() => setSource(!isSource)}>
                {isSource ? 'Laid out' : 'As written'}
              </Button>
            )}
            {actions}
          </div>
        </div>
        <HitStepper
          hits={hitsInText(document)}
          current={passage.passageId}
          onMove={(hit) => onMove({ document, passage: hit })}
        />
        <button type="button" className="preview-close" aria-label="Close the preview" onClick={onClose}>
          ×
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <article ref={scroller} className="preview-text" tabIndex={0} aria-label="Text of the document">
        {fetched.kind === 'failed' && <Trouble error={fetched.error} />}
        {fetched.kind === 'loading' && fetched.slow && !preview && <p role="status">Opening…</p>}
        {preview && (
          <PreviewText
            text={preview.text}
            isLaidOut={!isSource && canBeLaidOut(document.document, preview.text)}
            hit={passage}
          />
        )}
      </article>
    </section>
  );
}

/** While a document is fetched again because it has changed, its text from before stays. */
function textToShow(fetched: Fetched<DocumentPreview>, documentId: number): DocumentPreview | null {
  if (fetched.kind === 'ready') return fetched.value.documentId === documentId ? fetched.value : null;
  if (fetched.kind === 'loading' && fetched.previous?.documentId === documentId) return fetched.previous;
  return null;
}
