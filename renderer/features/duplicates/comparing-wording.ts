import type { DuplicateProgress } from '../../../app/contracts/duplicates.ts';
import { counted } from '../../state/wording.ts';

/** Every passage is read, looked around from, and compared. */
const STEPS_PER_PASSAGE = 3;

export function shareCompared({ done, total }: DuplicateProgress): number | null {
  return total === 0 ? null : done / total;
}

/** "Comparing 1,200 passages, 42 %"; cut, so that 100 % means done. */
export function comparingHeadline({ done, total }: DuplicateProgress): string {
  const passages = counted(total / STEPS_PER_PASSAGE, 'passage');
  return total === 0 ? 'Comparing passages' : `Comparing ${passages}, ${Math.floor((100 * done) / total)} %`;
}
