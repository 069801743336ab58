import type { IndexProgress } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useStore } from '../../state/use-store.ts';
import './progress-panel.css';
import { figures, headline, shareDone } from './progress-wording.ts';

/** A run under way: what is known about it, and the ways to hold it and to stop it. */
export function ProgressPanel({ progress }: { readonly progress: IndexProgress }) {
  const isHeld = progress.phase === 'paused';
  return (
    <section className="progress-panel" aria-label="Indexing progress" data-held={isHeld || undefined}>
      <div className="progress-panel-head">
        <p className="progress-panel-headline">{headline(progress)}</p>
        <RunButtons progress={progress} />
      </div>
      <ProgressLine
        label={headline(progress)}
        share={isHeld ? (shareDone(progress) ?? 0) : shareDone(progress)}
      />
      <dl className="progress-panel-figures">
        {figures(progress).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
      <p className="progress-panel-path">{isHeld ? PAUSE_MEANS : progress.currentPath}</p>
    </section>
  );
}

/** Indexing is held while nothing is under way: what changes meanwhile waits. */
export function PausePanel() {
  return (
    <section className="progress-panel" aria-label="Indexing progress" data-held>
      <div className="progress-panel-head">
        <p className="progress-panel-headline">Indexing is paused</p>
        <RunButtons progress={null} />
      </div>
      <p className="progress-panel-path">{PAUSE_MEANS}</p>
    </section>
  );
}

const PAUSE_MEANS =
  'Searching goes on. New and changed files wait until you resume, or until Semblance is started again.';

function RunButtons({ progress }: { readonly progress: IndexProgress | null }) {
  const { connection, library } = useServices();
  const { client } = connection;
  const isPaused = useStore(library).status?.paused === true;
  const hold = useAction();
  const cancel = useAction();
  const error = hold.error ?? cancel.error;
  const isPausing = isPaused && progress !== null && progress.phase !== 'paused';
  return (
    <>
      <div className="progress-panel-buttons">
        {isPaused && !isPausing ? (
          <Button
            kind="primary"
            isDisabled={hold.isRunning}
            onPress={() => hold.run(() => client.library.resume())}
          >
            Resume
          </Button>
        ) : (
          <Button
            isDisabled={hold.isRunning || isPausing}
            onPress={() => hold.run(() => client.library.pause())}
          >
            {isPausing ? 'Pausing…' : 'Pause'}
          </Button>
        )}
        {progress && (
          <Button
            kind="quiet"
            isDisabled={cancel.isRunning}
            onPress={() => cancel.run(() => client.library.cancel())}
          >
            {cancel.isRunning ? 'Stopping…' : 'Cancel'}
          </Button>
        )}
      </div>
      {error && <Trouble error={error} />}
    </>
  );
}
