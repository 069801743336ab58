import { useState } from 'react';
import type { Finding } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { FindingList } from './finding-list.tsx';
import './health.css';
import { verdictOn } from './health-wording.ts';

/** Checks the library on demand, says what was found, and mends what can be mended. */
export function Health({ writable }: { readonly writable: boolean }) {
  const { connection } = useServices();
  const [findings, setFindings] = useState<readonly Finding[] | null>(null);
  const check = useAction();
  const repair = useAction();
  const examine = (mends: boolean) => async () =>
    setFindings(await connection.client.library.doctor({ repair: mends }));
  const isBusy = check.isRunning || repair.isRunning;
  const error = check.error ?? repair.error;
  const needsRepair = findings?.some(({ status }) => status === 'problem') === true;
  return (
    <section className="health" aria-labelledby="health-title">
      <h2 id="health-title">Health</h2>
      <p role="status">{healthLine(findings, check.isRunning, repair.isRunning)}</p>
      {isBusy && <ProgressLine label="Examining the library" share={null} />}
      {error && <Trouble error={error} />}
      {findings && !isBusy && <FindingList findings={findings} />}
      <div className="health-actions">
        {needsRepair && writable && (
          <RepairButton isDisabled={isBusy} onRepair={() => repair.run(examine(true))} />
        )}
        <Button isDisabled={isBusy} onPress={() => check.run(examine(false))}>
          {findings ? 'Check again' : 'Check the library'}
        </Button>
      </div>
    </section>
  );
}

function healthLine(findings: readonly Finding[] | null, isChecking: boolean, isRepairing: boolean): string {
  if (isRepairing) return 'Repairing. Searching goes on meanwhile.';
  if (isChecking) return 'Checking every document, passage and vector.';
  if (findings) return verdictOn(findings);
  return 'A check looks for damage, for missing vectors and for folders that are away. It changes nothing.';
}

interface RepairButtonProps {
  readonly isDisabled: boolean;
  readonly onRepair: () => void;
}

function RepairButton({ isDisabled, onRepair }: RepairButtonProps) {
  return (
    <Dialog
      title="Repair the library?"
      trigger={
        <Button kind="primary" isDisabled={isDisabled}>
          Repair…
        </Button>
      }
    >
      {(close) => (
        <>
          <p>
            What is damaged is taken out of the index and read again from your files. The files themselves are
            only read. On a large library this takes some minutes.
          </p>
          <div className="dialog-actions">
            <Button onPress={close}>Not now</Button>
            <Button
              kind="primary"
              onPress={() => {
                close();
                onRepair();
              }}
            >
              Repair
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
