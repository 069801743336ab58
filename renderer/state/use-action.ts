import { useState } from 'react';
import type { ErrorInfo } from '../../app/contracts/library.ts';
import { toErrorInfo } from '../client/failure.ts';

export interface Action {
  readonly isRunning: boolean;
  readonly error: ErrorInfo | null;
  /** Starts the work; true when it succeeded. A failure stays in `error` until the next start. */
  run(work: () => Promise<unknown>): Promise<boolean>;
}

/** One thing a button does with the engine: whether it is under way, and why it failed. */
export function useAction(): Action {
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const run = async (work: () => Promise<unknown>) => {
    setRunning(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (thrown) {
      setError(toErrorInfo(thrown));
      return false;
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, error, run };
}
