import { useState } from 'react';
import type { CopiesReport } from '../../../app/contracts/copies.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatCount } from '../../state/wording.ts';
import { BinConfirmation } from './bin-confirmation.tsx';
import { CopiedFilesList } from './copied-files-list.tsx';
import { allMoves, type CopyMove } from './copy-choices.ts';

/** The files that are copies as a whole, and the way to move them to the bin. */
export function CopiedFiles({ report }: { readonly report: CopiesReport }) {
  // Once there were some, the button stays, so that the dialog outlives the last of them.
  const [isNeeded, setNeeded] = useState(false);
  if (report.total > 0 && !isNeeded) setNeeded(true);
  if (!isNeeded) return null;
  return (
    <Dialog
      title="Copied files"
      width="wide"
      trigger={<Button kind="quiet">Copied files: {formatCount(allMoves(report).length)}</Button>}
    >
      {(close) => <ChooseAndConfirm report={report} onClose={close} />}
    </Dialog>
  );
}

interface ChooseAndConfirmProps {
  readonly report: CopiesReport;
  readonly onClose: () => void;
}

function ChooseAndConfirm({ report, onClose }: ChooseAndConfirmProps) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  // Kept as they were shown: the list follows the library, what is being confirmed does not.
  const [confirming, setConfirming] = useState<readonly CopyMove[] | null>(null);
  const moves = allMoves(report).filter(({ copy }) => chosen.has(copy.documentId));
  if (confirming)
    return (
      <BinConfirmation
        moves={confirming}
        backWord="Back"
        onBack={() => setConfirming(null)}
        onDone={onClose}
      />
    );
  return (
    <CopiedFilesList
      report={report}
      chosen={new Set(moves.map(({ copy }) => copy.documentId))}
      onChoose={setChosen}
      onClose={onClose}
      onGoOn={() => setConfirming(moves)}
    />
  );
}
