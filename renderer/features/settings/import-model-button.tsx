import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { lastName } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { type Action, useAction } from '../../state/use-action.ts';
import { FolderPicker } from '../library/folder-picker.tsx';
import { useTypedFolder } from '../library/use-typed-folder.ts';

/** Copies a model into the library: its folder is chosen in the system's dialog where there is one. */
export function ImportModelButton({ onImported }: { readonly onImported: () => void }) {
  const { connection, chooseModelFolder, notices } = useServices();
  const importing = useAction();
  const take = async (path: string) => {
    const isDone = await importing.run(() => connection.client.models.import({ path }));
    if (!isDone) return false;
    notices.tell({ kind: 'done', message: `The model in “${lastName(path)}” is in the library now.` });
    onImported();
    return true;
  };
  if (!chooseModelFolder) {
    return (
      <Dialog title="Import a model" width="wide" trigger={<Button>Import a model…</Button>}>
        {(close) => <ModelFolder importing={importing} onTake={take} onClose={close} />}
      </Dialog>
    );
  }
  const choose = async () => {
    const path = await chooseModelFolder();
    if (path !== null) await take(path);
  };
  return (
    <div>
      <Button isDisabled={importing.isRunning} onPress={() => void choose()}>
        {importing.isRunning ? 'Importing…' : 'Import a model…'}
      </Button>
      {importing.error && <Trouble error={importing.error} />}
    </div>
  );
}

interface ModelFolderProps {
  readonly importing: Action;
  readonly onTake: (path: string) => Promise<boolean>;
  readonly onClose: () => void;
}

function ModelFolder({ importing, onTake, onClose }: ModelFolderProps) {
  const folder = useTypedFolder();
  const { path, isFound } = folder;
  return (
    <>
      <p>
        Choose the folder of a model in ONNX form: one that “semblance model convert” has made, or a plain
        export for sentence-transformers. It is checked, tried once and copied into the library.
      </p>
      <FolderPicker folder={folder} told={null} onType={() => {}} countsDocuments={false} />
      {importing.isRunning && <ProgressLine label="Importing the model" share={null} />}
      {importing.error && <Trouble error={importing.error} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>{importing.isRunning ? 'Close' : 'Cancel'}</Button>
        <Button
          kind="primary"
          isDisabled={!isFound}
          // A button that is disabled loses the focus, and Escape with it.
          onPress={async () => {
            if (!importing.isRunning && (await onTake(path.trim()))) onClose();
          }}
        >
          {importing.isRunning ? 'Importing…' : isFound ? `Import “${lastName(path)}”` : 'Import'}
        </Button>
      </div>
    </>
  );
}
