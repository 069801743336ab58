import { useState } from 'react';
import type { FailedDocument, LibraryStatus } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { lastName } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { asSentence } from '../../state/wording.ts';
import { OpenOutside } from '../preview/open-outside.tsx';
import './failed-files.css';

interface FailedFileProps {
  readonly file: FailedDocument;
  readonly status: LibraryStatus;
}

/** A file that could not be read: why, what to do, and another try. */
export function FailedFile({ file, status }: FailedFileProps) {
  const { connection } = useServices();
  const retry = useAction();
  const [wasTried, setTried] = useState(false);
  const { path, error, documentId } = file;
  const name = lastName(path);
  const tryAgain = async () => {
    if (await retry.run(() => connection.client.library.retryFailed({ path }))) setTried(true);
  };
  return (
    <article className="failed-file" aria-label={name}>
      <div className="failed-text">
        <p className="failed-name">{name}</p>
        <p className="failed-place">{path}</p>
        <p className="failed-reason">
          {asSentence(error.message)} {asSentence(error.nextStep)}
          {documentId !== null && ' The version that was read before can still be found.'}
        </p>
        <p className="failed-code">
          {error.code}
          <span role="status">{wasTried && !retry.isRunning && ' · tried again just now'}</span>
        </p>
        {retry.error && <Trouble error={retry.error} />}
      </div>
      <div className="failed-actions">
        {status.writable && (
          <Button
            kind="quiet"
            aria-label={`${retry.isRunning ? 'Trying…' : 'Try again'}: ${name}`}
            isDisabled={retry.isRunning || status.paused}
            onPress={tryAgain}
          >
            {retry.isRunning ? 'Trying…' : 'Try again'}
          </Button>
        )}
        {documentId !== null && <OpenOutside documentId={documentId} />}
        <CopyButton text={path} label="Copy path" />
      </div>
    </article>
  );
}
