import type { Source } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { lastName } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { counted } from '../../state/wording.ts';

export function RemoveSourceButton({ source }: { readonly source: Source }) {
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
            {counted(source.documents, 'document')} can then no longer be found here. Nothing happens to the
            files: they stay in the folder as they are, and adding it again reads them anew.
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
