import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { isUnderWay } from '../../state/library-watch.ts';
import { addressOf } from '../../state/view.ts';
import { ProgressPanel } from './progress-panel.tsx';

interface NotReadYetProps {
  readonly status: LibraryStatus;
  /** What happens as documents come. */
  readonly promise: string;
  /** What there is not, when nothing comes. */
  readonly missing: string;
}

/** Folders but no documents yet: they are on their way, or held, or there were none to read. */
export function NotReadYet({ status: { progress, paused }, promise, missing }: NotReadYetProps) {
  if (isUnderWay(progress)) {
    return (
      <EmptyState title={paused ? 'Reading your documents is paused' : 'Your documents are being read'}>
        <p>{promise}</p>
        <ProgressPanel progress={progress} />
      </EmptyState>
    );
  }
  return (
    <EmptyState title={missing}>
      <p>
        No document in the added folders could be read. Semblance reads Markdown, plain text and HTML.{' '}
        <a href={addressOf('library')}>See the library</a>
      </p>
    </EmptyState>
  );
}
