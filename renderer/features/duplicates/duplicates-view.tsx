import { useEffect, useState } from 'react';
import type { CopiesReport } from '../../../app/contracts/copies.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { ComparingLine } from './comparing-line.tsx';
import { DuplicatesHead } from './duplicates-head.tsx';
import './duplicates-view.css';
import { Groups } from './groups.tsx';
import { NothingAlike } from './nothing-alike.tsx';
import { NothingToCompare } from './nothing-to-compare.tsx';
import { PartedNotice } from './parted-notice.tsx';
import { StillComparing } from './still-comparing.tsx';
import { useFileCopies } from './use-file-copies.ts';
import { useKeepApart } from './use-keep-apart.ts';

/** Passages that repeat one another, in groups; comparing goes on while this is open. */
export function DuplicatesView() {
  const { library, duplicates } = useServices();
  const { status } = useStore(library);
  const { error } = useStore(duplicates.catchUp.comparing);
  const { answer } = useStore(duplicates.session.state);
  const copies = useFileCopies(answer);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt starts anew
  useEffect(() => duplicates.catchUp.start(), [duplicates, attempt]);

  if (!status) return null;
  if (status.documents === 0) return <NothingToCompare status={status} />;
  return (
    <div className="duplicates-view">
      <DuplicatesHead status={status} copies={copies} />
      <ComparingLine />
      {error && (
        <div className="duplicates-message">
          <Trouble error={error}>
            <Button onPress={() => setAttempt(attempt + 1)}>Try again</Button>
          </Trouble>
        </div>
      )}
      <DuplicatesBody canChange={status.writable} copies={copies} />
    </div>
  );
}

interface DuplicatesBodyProps {
  readonly canChange: boolean;
  readonly copies: CopiesReport;
}

function DuplicatesBody({ canChange, copies }: DuplicatesBodyProps) {
  const { session, catchUp } = useServices().duplicates;
  const { answer, error, slow } = useStore(session.state);
  const { progress } = useStore(catchUp.comparing);
  const keepApart = useKeepApart(answer?.ignored ?? 0);
  if (error) {
    return (
      <div className="duplicates-message">
        <Trouble error={error}>
          <Button onPress={session.renew}>Try again</Button>
        </Trouble>
      </div>
    );
  }
  if (!answer) return <p className="duplicates-message">{slow && 'Looking for duplicates…'}</p>;
  return (
    <>
      {keepApart.error && (
        <div className="duplicates-message">
          <Trouble error={keepApart.error} />
        </div>
      )}
      {answer.total > 0 ? (
        <Groups answer={answer} copies={copies} keepApart={canChange ? keepApart : null} />
      ) : progress ? (
        <StillComparing progress={progress} />
      ) : (
        <NothingAlike answer={answer} />
      )}
      <PartedNotice keepApart={keepApart} />
    </>
  );
}
