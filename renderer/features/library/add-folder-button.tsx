import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FolderChooser } from './folder-chooser.tsx';

export function AddFolderButton() {
  return (
    <Dialog title="Add a folder" width="wide" trigger={<Button kind="primary">Add a folder…</Button>}>
      {(close) => <FolderChooser onClose={close} />}
    </Dialog>
  );
}
