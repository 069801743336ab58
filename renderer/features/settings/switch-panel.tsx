import type { LibraryStatus, ModelSwitch, UsedModel } from '../../../app/contracts/library.ts';
import type { ListedModel } from '../../../app/contracts/models.ts';
import { Button } from '../../components/button.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { isUnderWay } from '../../state/library-watch.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useStore } from '../../state/use-store.ts';
import '../library/progress-panel.css';
import { switchFigures, switchHeadline, switchShare, usedInWords } from './model-wording.ts';

interface SwitchPanelProps {
  readonly progress: ModelSwitch;
  readonly active: LibraryStatus['model'];
  readonly models: readonly ListedModel[];
}

/** A change to another model: how far it is, what happens meanwhile, and the ways to hold it and to end it. */
export function SwitchPanel({ progress, active, models }: SwitchPanelProps) {
  const name = (used: UsedModel) =>
    usedInWords(
      used,
      models.find(({ id }) => id === used.id),
    );
  const isHeld = progress.phase === 'paused' || progress.phase === 'failed';
  const share = switchShare(progress);
  return (
    <section className="progress-panel" aria-label="Change of the model" data-held={isHeld || undefined}>
      <div className="progress-panel-head">
        <p className="progress-panel-headline">Changing to {name(progress.to)}</p>
        <SwitchButtons progress={progress} keep={name(active)} />
      </div>
      <p>{switchHeadline(progress)}</p>
      {progress.error && <Trouble error={progress.error} />}
      <ProgressLine label={switchHeadline(progress)} share={isHeld ? (share ?? 0) : share} />
      <dl className="progress-panel-figures">
        {switchFigures(progress).map((figure) => (
          <div key={figure.name}>
            <dt>{figure.name}</dt>
            <dd>{figure.value ?? '–'}</dd>
          </div>
        ))}
      </dl>
      <p>
        Search goes on with {name(active)} until everything is ready, and then changes in one moment. Closing
        Semblance loses nothing: the change goes on at the next start.
      </p>
    </section>
  );
}

interface SwitchButtonsProps {
  readonly progress: ModelSwitch;
  /** The model that stays when the change is ended. */
  readonly keep: string;
}

function SwitchButtons({ progress, keep }: SwitchButtonsProps) {
  const { connection, library } = useServices();
  const { client } = connection;
  const status = useStore(library).status;
  const action = useAction();
  const { phase, to } = progress;
  const retry = () =>
    client.models.choose({
      model: to.id,
      ...(to.exitLayer === null ? {} : { exitLayer: to.exitLayer }),
      ...(to.dimensions > 0 ? { dimensions: to.dimensions } : {}),
    });
  const cancel = async () => {
    await client.models.cancelChoice();
    // A pause that held nothing else was meant for the change.
    if (phase === 'paused' && !isUnderWay(status?.progress ?? null)) await client.library.resume();
  };
  if (!status?.writable) return null;
  return (
    <>
      <div className="progress-panel-buttons">
        {phase === 'failed' && (
          <Button kind="primary" isDisabled={action.isRunning} onPress={() => action.run(retry)}>
            Try again
          </Button>
        )}
        {phase !== 'failed' && status.paused && (
          <Button kind="primary" onPress={() => action.run(() => client.library.resume())}>
            Resume
          </Button>
        )}
        {phase === 'encoding' && !status.paused && (
          <Button onPress={() => action.run(() => client.library.pause())}>Pause</Button>
        )}
        <Button
          kind="quiet"
          isDisabled={action.isRunning}
          aria-label={`Cancel, and keep ${keep}`}
          onPress={() => action.run(cancel)}
        >
          Cancel
        </Button>
      </div>
      {action.error && <Trouble error={action.error} />}
    </>
  );
}
