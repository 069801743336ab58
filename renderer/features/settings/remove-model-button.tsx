import type { ListedModel } from '../../../app/contracts/models.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { formatBytes } from '../library/format-bytes.ts';

interface RemoveModelProps {
  readonly model: ListedModel;
  readonly onRemoved: () => void;
}

/** Deletes the library's own copy of a model that it does not use. */
export function RemoveModelButton({ model, onRemoved }: RemoveModelProps) {
  const { client } = useServices().connection;
  const remove = useAction();
  return (
    <Dialog
      title={`Remove ${model.name}?`}
      trigger={
        <Button kind="quiet" aria-label={`Remove ${model.name}`}>
          Remove…
        </Button>
      }
    >
      {(close) => (
        <>
          <p>
            The library’s copy of the model is deleted, which frees {formatBytes(model.bytes)}. The folder
            that it was imported from stays as it is.
          </p>
          {remove.error && <Trouble error={remove.error} />}
          <div className="dialog-actions">
            <Button onPress={close}>Keep it</Button>
            <Button
              kind="primary"
              onPress={async () => {
                if (remove.isRunning || !(await remove.run(() => client.models.remove({ id: model.id }))))
                  return;
                close();
                onRemoved();
              }}
            >
              Remove
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
