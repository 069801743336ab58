import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { LibraryStatus, ListedDocument } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { PreviewPane } from '../preview/preview-pane.tsx';
import { beginningOf } from './beginning-of.ts';
import { FailedFile } from './failed-file.tsx';
import { useFailedFiles } from './use-failed-files.ts';

interface DocumentSideProps {
  readonly document: ListedDocument;
  /** Grows each time the person opens a document. */
  readonly openings: number;
  readonly status: LibraryStatus;
  readonly onClose: () => void;
}

/** The opened document: its text, or why it could not be read. */
export function DocumentSide({ document, openings, status, onClose }: DocumentSideProps) {
  const { documentId, path } = document;
  const [readsEarlier, setReadsEarlier] = useState<string | null>(null);
  const isText = documentId !== null && (document.status !== 'failed' || readsEarlier === path);
  if (!isText) {
    return (
      <FailedSide
        document={document}
        openings={openings}
        status={status}
        onReadEarlier={() => setReadsEarlier(path)}
        onClose={onClose}
      />
    );
  }
  return (
    <PreviewPane
      place={beginningOf(document, documentId)}
      openings={openings}
      onMove={() => {}}
      onClose={onClose}
    />
  );
}

interface FailedSideProps extends DocumentSideProps {
  readonly onReadEarlier: () => void;
}

function FailedSide({ document, openings, status, onReadEarlier, onClose }: FailedSideProps) {
  const { files, error } = useFailedFiles();
  const side = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each opening takes the focus anew
  useEffect(() => side.current?.focus({ preventScroll: true }), [openings]);
  const file = files?.find(({ path }) => path === document.path);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <section
      ref={side}
      className="documents-failed"
      aria-label="Why it could not be read"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the focus when it opens
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <header className="library-section-head">
        <h2>Why it could not be read</h2>
        <Button kind="quiet" onPress={onClose}>
          Close
        </Button>
      </header>
      {error && <Trouble error={error} />}
      {file && <FailedFile file={file} status={status} />}
      {files && !file && <p className="library-note">This file is no longer among those that failed.</p>}
      {document.documentId !== null && (
        <div>
          <Button onPress={onReadEarlier}>Read the earlier version</Button>
        </div>
      )}
    </section>
  );
}
