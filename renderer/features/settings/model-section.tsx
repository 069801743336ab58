import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { Trouble } from '../../components/trouble.tsx';
import { ImportModelButton } from './import-model-button.tsx';
import { ModelItem } from './model-item.tsx';
import './model-section.css';
import { SwitchPanel } from './switch-panel.tsx';
import { useModels } from './use-models.ts';

/** The models at hand, the one in use, and the change to another. */
export function ModelSection({ status }: { readonly status: LibraryStatus }) {
  const { state, error, renew } = useModels(status);
  const { modelSwitch, writable } = status;
  return (
    <>
      <p className="settings-lead">
        The model turns every sentence into a row of numbers, so that sentences that mean the same lie close
        together. What a search by meaning finds depends on it.
      </p>
      {modelSwitch && (
        <SwitchPanel progress={modelSwitch} active={status.model} models={state?.models ?? []} />
      )}
      {error && <Trouble error={error} />}
      {!state && !error && (
        <p className="settings-note" role="status">
          One moment…
        </p>
      )}
      <section className="settings-part" aria-labelledby="models-title">
        <div className="model-head">
          <h3 id="models-title">Models at hand</h3>
          {writable && <ImportModelButton onImported={renew} />}
        </div>
        {!writable && (
          <p className="settings-note">
            Another Semblance holds this library; its model can be changed there.
          </p>
        )}
        <ul className="model-list">
          {state?.models.map((model) => (
            <ModelItem key={model.id} model={model} state={state} status={status} onRemoved={renew} />
          ))}
        </ul>
      </section>
    </>
  );
}
