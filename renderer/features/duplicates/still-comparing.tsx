import type { DuplicateProgress } from '../../../app/contracts/duplicates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { comparingHeadline, shareCompared } from './comparing-wording.ts';

/** Nothing found yet, and more to come. */
export function StillComparing({ progress }: { readonly progress: DuplicateProgress }) {
  return (
    <EmptyState title={comparingHeadline(progress)}>
      <ProgressLine label="Comparing passages" share={shareCompared(progress)} />
      <p>
        Groups are listed as they are found. You can go on searching meanwhile; nothing is compared twice.
      </p>
    </EmptyState>
  );
}
