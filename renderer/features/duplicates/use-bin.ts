import { useState } from 'react';
import type { MovedCopy } from '../../../app/contracts/copies.ts';
import { useServices } from '../../state/services.ts';
import { type Action, useAction } from '../../state/use-action.ts';
import { counted } from '../../state/wording.ts';
import { binRequests } from './bin-requests.ts';
import type { CopyMove } from './copy-choices.ts';

interface Bin extends Pick<Action, 'isRunning' | 'error'> {
  /** Files that stayed where they were the last time, each with the reason. */
  readonly left: readonly MovedCopy[];
  /** Moves the copies; true when nothing is left to be said here. */
  move(moves: readonly CopyMove[]): Promise<boolean>;
}

/** The way into the system's bin; what went there is told in a notice, which outlives the dialog. */
export function useBin(): Bin {
  const { connection, duplicates, notices } = useServices();
  const { run, isRunning, error } = useAction();
  const [left, setLeft] = useState<readonly MovedCopy[]>([]);
  return {
    isRunning,
    error,
    left,
    async move(moves) {
      const moved: MovedCopy[] = [];
      const hasAnswered = await run(async () => {
        for (const request of binRequests(moves))
          moved.push(...(await connection.client.duplicates.moveToBin(request)));
      });
      const stayed = moved.filter(({ error }) => error !== null);
      const [only] = stayed;
      // The group that a single copy is moved from may go as the library follows, and this dialog with it.
      if (moves.length === 1 && only?.error) notices.tell({ kind: 'failed', error: only.error });
      else setLeft(stayed);
      const gone = moved.length - stayed.length;
      if (gone > 0) notices.tell({ kind: 'done', message: binned(gone) });
      duplicates.session.renew();
      return hasAnswered && (stayed.length === 0 || moves.length === 1);
    },
  };
}

function binned(count: number): string {
  const [are, them] = count === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${counted(count, 'file')} ${are} in the system’s bin. Put ${them} back from there, and Semblance reads ${them} again.`;
}
