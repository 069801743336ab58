import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { counted, formatCount } from '../../state/wording.ts';
import { FailedFile } from './failed-file.tsx';
import './failed-files.css';
import { useFailedFiles } from './use-failed-files.ts';

/** Beyond so many, the list of documents is the better place to look. */
const SHOWN_AT_MOST = 12;

interface FailedFilesProps {
  readonly status: LibraryStatus;
  readonly onShowAll: () => void;
}

/** Files that could not be read, each with its reason and what can be done. */
export function FailedFiles({ status, onShowAll }: FailedFilesProps) {
  const { connection } = useServices();
  const retry = useAction();
  const { files, error } = useFailedFiles();
  const count = status.failed;
  return (
    <section aria-labelledby="failed-title">
      <div className="library-section-head">
        <h2 id="failed-title">{counted(count, 'file')} could not be read</h2>
        {status.writable && (
          <Button
            isDisabled={retry.isRunning || status.paused}
            onPress={() => retry.run(() => connection.client.library.retryFailed())}
          >
            Try all again
          </Button>
        )}
      </div>
      {(retry.error ?? error) && <Trouble error={(retry.error ?? error)!} />}
      <ul className="failed-list">
        {files?.slice(0, SHOWN_AT_MOST).map((file) => (
          <li key={file.path}>
            <FailedFile file={file} status={status} />
          </li>
        ))}
      </ul>
      {count > SHOWN_AT_MOST && (
        <Button kind="quiet" onPress={onShowAll}>
          Show all {formatCount(count)} in the list of documents
        </Button>
      )}
    </section>
  );
}
