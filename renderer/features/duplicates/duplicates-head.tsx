import { useEffect } from 'react';
import type { CopiesReport } from '../../../app/contracts/copies.ts';
import type { DuplicateScope } from '../../../app/contracts/duplicates.ts';
import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { CopiedFiles } from './copied-files.tsx';
import './duplicates-head.css';
import { ExportGroups } from './export-groups.tsx';
import { GroupCount } from './group-count.tsx';
import { KeptApart } from './kept-apart.tsx';
import { KindFilter } from './kind-filter.tsx';
import { ScopeChoice } from './scope-choice.tsx';
import { ThresholdSlider } from './threshold-slider.tsx';
import { useKindCounts } from './use-kind-counts.ts';

interface DuplicatesHeadProps {
  readonly status: LibraryStatus;
  readonly copies: CopiesReport;
}

/** What is listed, and what of it is to be listed. */
export function DuplicatesHead({ status, copies }: DuplicatesHeadProps) {
  const { session } = useServices().duplicates;
  const { answer, choice } = useStore(session.state);
  const counts = useKindCounts(answer);

  useEffect(() => {
    if (!isWithin(choice.scope, status)) session.choose({ scope: { within: 'library' } });
  }, [choice.scope, status, session]);

  return (
    <header className="duplicates-head">
      <div className="duplicates-line">
        <h1>Duplicates</h1>
        <GroupCount status={status} />
        <div className="duplicates-actions">
          {status.writable && <CopiedFiles report={copies} />}
          {answer && <KeptApart count={answer.ignored} />}
          {answer && <ExportGroups answer={answer} />}
        </div>
      </div>
      <div className="duplicates-line">
        <KindFilter counts={counts} />
        <div className="duplicates-choices">
          <ScopeChoice sources={status.sources} />
          <ThresholdSlider />
        </div>
      </div>
    </header>
  );
}

/** False once a folder of the scope was removed from the library. */
function isWithin(scope: DuplicateScope, { sources }: LibraryStatus): boolean {
  if (scope.within === 'library') return true;
  const ids = scope.within === 'source' ? [scope.source] : scope.sources;
  return ids.every((id) => sources.some((source) => source.id === id));
}
