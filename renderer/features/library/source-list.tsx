import type { Source } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { lastName } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { counted } from '../../state/wording.ts';

export function SourceList({ sources }: { readonly sources: readonly Source[] }) {
  if (sources.length === 0) {
    return (
      <p className="library-empty">
        No folder is in this library yet. The documents stay where they are; only an index is made.
      </p>
    );
  }
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">Folders</h2>
      <ul className="source-list">
        {sources.map((source) => (
          <SourceItem key={source.id} source={source} />
        ))}
      </ul>
    </section>
  );
}

function SourceItem({ source }: { readonly source: Source }) {
  const name = lastName(source.path);
  return (
    <li className="source">
      <div className="source-text">
        <p className="source-name">{name}</p>
        <p className="source-path">{source.path}</p>
        {!source.reachable && (
          <p className="source-away">Cannot be reached now. What was read from it can still be found.</p>
        )}
      </div>
      <p className="source-count">{counted(source.documents, 'document')}</p>
      <RemoveButton source={source} />
    </li>
  );
}

function RemoveButton({ source }: { readonly source: Source }) {
  const { connection } = useServices();
  const remove = useAction();
  const name = lastName(source.path);
  return (
    <Dialog
      title={`Remove “${name}” from the library?`}
      trigger={
        <Button kind="quiet" aria-label={`Remove ${name} from the library`}>
          Remove
        </Button>
      }
    >
      {(close) => (
        <>
          <p>
            {counted(source.documents, 'document')} can then no longer be found here. The files themselves
            stay as they are; adding the folder again reads them anew.
          </p>
          {remove.error && <Trouble error={remove.error} />}
          <div className="dialog-actions">
            <Button onPress={close}>Keep it</Button>
            <Button
              kind="primary"
              isDisabled={remove.isRunning}
              onPress={() => remove.run(() => connection.client.library.removeSource({ id: source.id }))}
            >
              {remove.isRunning ? 'Removing…' : 'Remove'}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
