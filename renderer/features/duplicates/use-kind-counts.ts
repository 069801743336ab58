import { useEffect, useState } from 'react';
import type { DuplicateKind } from '../../../app/contracts/duplicates.ts';
import { type DuplicateAnswer, requestOf } from '../../state/duplicate-session.ts';
import { useServices } from '../../state/services.ts';
import { KINDS } from './duplicate-wording.ts';

/** Groups when only one kind is listed, and when all are: pairs are grouped anew each time, so the sum may differ. */
export type KindCounts = Readonly<Record<DuplicateKind | 'all', number>>;

/** Counts what each kind would list at the threshold and scope of the answer; the counts before stay until then. */
export function useKindCounts(answer: DuplicateAnswer | null): KindCounts | null {
  const { client } = useServices().connection;
  const [counts, setCounts] = useState<KindCounts | null>(null);
  const key = answer && JSON.stringify([answer.choice, answer.total, answer.pending, answer.ignored]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the answer
  useEffect(() => {
    if (!answer) return;
    const controller = new AbortController();
    const { signal } = controller;
    const count = async (kind: DuplicateKind | null) => {
      if (kind === answer.choice.kind) return answer.total;
      const request = requestOf({ ...answer.choice, kind }, 0, 1);
      return (await client.duplicates.groups(request, { signal })).total;
    };
    Promise.all([count(null), ...KINDS.map(count)]).then(
      ([all, ...totals]) => {
        if (signal.aborted) return;
        const byKind = Object.fromEntries(KINDS.map((kind, index) => [kind, totals[index]!]));
        setCounts({ all: all!, ...(byKind as Record<DuplicateKind, number>) });
      },
      // Without counts the filter still filters; trouble with the engine shows in the list itself.
      () => signal.aborted || setCounts(null),
    );
    return () => controller.abort();
  }, [key]);
  return counts;
}
