import type { IndexProgress } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import './progress-panel.css';
import { figures, headline, shareDone } from './progress-wording.ts';

/** A run under way: what is known about it, and the way to stop it. */
export function ProgressPanel({ progress }: { readonly progress: IndexProgress }) {
  const { connection } = useServices();
  const cancel = useAction();
  return (
    <section className="progress-panel" aria-label="Indexing progress">
      <div className="progress-panel-head">
        <p className="progress-panel-headline">{headline(progress)}</p>
        <Button
          kind="quiet"
          isDisabled={cancel.isRunning}
          onPress={() => cancel.run(() => connection.client.library.cancel())}
        >
          {cancel.isRunning ? 'Stopping…' : 'Cancel'}
        </Button>
      </div>
      <ProgressLine label={headline(progress)} share={shareDone(progress)} />
      <p className="progress-panel-figures">{figures(progress).join(' · ')}</p>
      <p className="progress-panel-path">{progress.currentPath}</p>
    </section>
  );
}
