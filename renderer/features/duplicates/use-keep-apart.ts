import { useState } from 'react';
import type { DuplicateMember, PassagePair } from '../../../app/contracts/duplicates.ts';
import type { ErrorInfo } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';

export interface KeepApart {
  /** The pair that was parted last, as long as that can be undone. */
  readonly last: readonly [DuplicateMember, DuplicateMember] | null;
  readonly error: ErrorInfo | null;
  part(reference: DuplicateMember, copy: DuplicateMember): Promise<void>;
  undo(): Promise<void>;
  /** Lets the message go. */
  forget(): void;
}

/**
 * Saying that two passages are no duplicates, and taking it back.
 * @param ignored  pairs that are kept apart; fewer than before means that one was restored elsewhere.
 */
export function useKeepApart(ignored: number): KeepApart {
  const { connection, duplicates } = useServices();
  const [last, setLast] = useState<KeepApart['last']>(null);
  const [seen, setSeen] = useState(ignored);
  if (seen !== ignored) {
    setSeen(ignored);
    if (ignored < seen) setLast(null);
  }
  const { run, error } = useAction();
  const { client } = connection;
  return {
    last,
    error,
    async part(reference, copy) {
      if (await run(() => client.duplicates.ignore(pairOf(reference, copy)))) setLast([reference, copy]);
      // Refused, it is out of date what is shown.
      duplicates.session.renew();
    },
    async undo() {
      if (!last || !(await run(() => client.duplicates.restore(pairOf(...last))))) return;
      setLast(null);
      duplicates.session.renew();
    },
    forget: () => setLast(null),
  };
}

export function pairOf(one: DuplicateMember, other: DuplicateMember): PassagePair {
  return { first: one.passageId, second: other.passageId };
}
