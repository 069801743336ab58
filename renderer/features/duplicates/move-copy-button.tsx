import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { BinConfirmation } from './bin-confirmation.tsx';
import type { CopyMove } from './copy-choices.ts';

/** Moves the file of the copy that is shown to the bin: all of it stands in the one to keep. */
export function MoveCopyButton({ move }: { readonly move: CopyMove }) {
  return (
    <Dialog title="Move this copy to the bin?" width="wide" trigger={<Button>Move to the bin…</Button>}>
      {(close) => <BinConfirmation moves={[move]} backWord="Keep it" onBack={close} onDone={close} />}
    </Dialog>
  );
}
