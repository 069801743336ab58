import type { LibraryStatus, ModelSwitch } from '../../../app/contracts/library.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { isRunning } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { settingsAddress } from '../../state/settings-address.ts';
import { useStore } from '../../state/use-store.ts';
import { addressOf } from '../../state/view.ts';
import { counted, formatCount } from '../../state/wording.ts';
import { shareDone } from '../library/progress-wording.ts';
import { switchShare } from '../settings/model-wording.ts';
import './library-summary.css';

/** The library in one line, at the end of the top bar; while indexing or changing the model, how far that is. */
export function LibrarySummary() {
  const { status } = useStore(useServices().library);
  if (!status || status.sources.length === 0) return null;
  if (status.modelSwitch && !isRunning(status.progress))
    return <SwitchSummary progress={status.modelSwitch} />;
  return (
    <>
      <a className="library-summary" href={addressOf('library')}>
        {summaryOf(status)}
      </a>
      {isRunning(status.progress) && (
        <div className="library-summary-progress">
          <ProgressLine label="Indexing" share={shareDone(status.progress)} />
        </div>
      )}
    </>
  );
}

function SwitchSummary({ progress }: { readonly progress: ModelSwitch }) {
  const share = switchShare(progress);
  return (
    <>
      <a className="library-summary" href={settingsAddress('model')}>
        {switchSummary(progress, share)}
      </a>
      {progress.phase !== 'failed' && progress.phase !== 'paused' && (
        <div className="library-summary-progress">
          <ProgressLine label="Change of the model" share={share} />
        </div>
      )}
    </>
  );
}

function switchSummary({ phase }: ModelSwitch, share: number | null): string {
  if (phase === 'failed') return 'The change of the model has stopped';
  const percent = share === null ? '' : `, ${Math.floor(share * 100)} %`;
  return `${phase === 'paused' ? 'Change of the model paused' : 'Changing the model'}${percent}`;
}

function summaryOf({ progress, paused, documents, failed }: LibraryStatus): string {
  if (isRunning(progress)) {
    return progress.phase === 'scanning'
      ? 'Looking for documents…'
      : `Reading ${formatCount(progress.filesDone)} of ${formatCount(progress.filesTotal)}`;
  }
  const held = paused ? 'Paused, ' : '';
  const unread = failed > 0 ? `, ${formatCount(failed)} could not be read` : '';
  return `${held}${counted(documents, 'document')}${unread}`;
}
