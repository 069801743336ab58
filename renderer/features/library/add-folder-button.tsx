import { Dialog, DialogTrigger, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { AddFolderDialog } from './add-folder-dialog.tsx';
import './add-folder.css';

export function AddFolderButton({ kind = 'plain' }: { readonly kind?: 'primary' | 'plain' }) {
  return (
    <DialogTrigger>
      <Button kind={kind}>Add a folder…</Button>
      <ModalOverlay className="dialog-scrim" isDismissable>
        <Modal className="dialog-frame">
          <Dialog className="dialog">{({ close }) => <AddFolderDialog onClose={close} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
