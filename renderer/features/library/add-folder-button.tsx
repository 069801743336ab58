import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/trouble.tsx';
import type { FolderAdding } from '../../state/folder-adding.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { FolderChooser } from './folder-chooser.tsx';

/** Adds a folder: chosen in the system's dialog where there is one, and among those that the engine sees elsewhere. */
export function AddFolderButton() {
  const { folderAdding } = useServices();
  if (folderAdding) return <SystemDialogButton adding={folderAdding} />;
  return (
    <Dialog title="Add a folder" width="wide" trigger={<Button kind="primary">Add a folder…</Button>}>
      {(close) => <FolderChooser onClose={close} />}
    </Dialog>
  );
}

function SystemDialogButton({ adding }: { readonly adding: FolderAdding }) {
  const { isRunning, error } = useStore(adding.state);
  return (
    <div>
      <Button kind="primary" isDisabled={isRunning} onPress={() => void adding.start()}>
        Add a folder…
      </Button>
      {error && <Trouble error={error} />}
    </div>
  );
}
