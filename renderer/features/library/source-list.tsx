import type { Source } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
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
  const { connection } = useServices();
  const remove = useAction();
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
      <Button
        kind="quiet"
        aria-label={`Remove ${name} from the library`}
        isDisabled={remove.isRunning}
        onPress={() => remove.run(() => connection.client.library.removeSource({ id: source.id }))}
      >
        {remove.isRunning ? 'Removing…' : 'Remove'}
      </Button>
      {remove.error && <Trouble error={remove.error} />}
    </li>
  );
}
