import { useState } from 'react';
import type { UsedModel } from '../../../app/contracts/library.ts';
import type { ListedModel } from '../../../app/contracts/models.ts';
import { Button } from '../../components/button.tsx';
import { ChoicePill, ChoicePills } from '../../components/choice-pills.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { counted } from '../../state/wording.ts';
import { type Consequence, consequenceOf } from './model-wording.ts';

interface ChooseModelProps {
  readonly model: ListedModel;
  readonly active: UsedModel;
  readonly passages: number;
}

/** Chooses a model, or more or less of the one in use, once it is plain what that brings about. */
export function ChooseModelButton(props: ChooseModelProps) {
  const { model, active } = props;
  const isActive = active.id === model.id;
  // Where there is nothing to choose from, there is no button.
  if (isActive && model.exitLayers.length < 2 && model.dimensions.length < 2) return null;
  const label = isActive ? 'Use more or less of it…' : 'Use this model…';
  return (
    <Dialog
      title={isActive ? `How much of ${model.name}` : `Use ${model.name}`}
      width="wide"
      trigger={
        <Button kind={isActive ? 'plain' : 'primary'} aria-label={`${label.slice(0, -1)}: ${model.name}`}>
          {label}
        </Button>
      }
    >
      {(close) => <ChooseModel {...props} onClose={close} />}
    </Dialog>
  );
}

function ChooseModel({
  model,
  active,
  passages,
  onClose,
}: ChooseModelProps & { readonly onClose: () => void }) {
  const { client } = useServices().connection;
  const choose = useAction();
  const { id, layers, exitLayers, dimensions } = model;
  const isActive = active.id === id;
  const [exitLayer, setExitLayer] = useState((isActive ? active.exitLayer : null) ?? layers);
  const [width, setWidth] = useState(isActive ? active.dimensions : (dimensions.at(-1) ?? 0));
  const wanted = { exitLayer: exitLayer === layers ? null : exitLayer, dimensions: width };
  const consequence = consequenceOf(active, id, wanted);
  const start = () =>
    client.models.choose({
      model: id,
      ...(wanted.exitLayer === null ? {} : { exitLayer: wanted.exitLayer }),
      ...(width === dimensions.at(-1) ? {} : { dimensions: width }),
    });
  return (
    <>
      {layers !== null && exitLayers.length > 1 && (
        <Amount
          name="Layers"
          values={exitLayers}
          value={exitLayer ?? layers}
          onChange={setExitLayer}
          explanation="Every text passes through the layers one after the other. Leaving after fewer takes less time, for indexing and for each search; meanings are understood less finely."
        />
      )}
      {dimensions.length > 1 && (
        <Amount
          name="Numbers per sentence"
          values={dimensions}
          value={width}
          onChange={setWidth}
          explanation="What is kept of every sentence. Fewer numbers take less disk and memory and are compared faster; meanings that are close are told apart less well."
        />
      )}
      <p className="model-consequence" role="status">
        {CONSEQUENCES[consequence](active.name, passages)}
      </p>
      {choose.error && <Trouble error={choose.error} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>Cancel</Button>
        <Button
          kind="primary"
          isDisabled={consequence === 'none'}
          // A button that is disabled loses the focus, and Escape with it.
          onPress={async () => {
            if (!choose.isRunning && (await choose.run(start))) onClose();
          }}
        >
          {choose.isRunning ? 'Checking the model…' : 'Change'}
        </Button>
      </div>
    </>
  );
}

interface AmountProps {
  readonly name: string;
  readonly values: readonly number[];
  readonly value: number;
  readonly explanation: string;
  onChange(value: number): void;
}

function Amount({ name, values, value, explanation, onChange }: AmountProps) {
  return (
    <div className="model-amount">
      <h3>{name}</h3>
      <ChoicePills label={name} value={String(value)} onChange={(chosen) => onChange(Number(chosen))}>
        {values.map((each) => (
          <ChoicePill key={each} value={String(each)}>
            {each === values.at(-1) ? `All ${each}` : each}
          </ChoicePill>
        ))}
      </ChoicePills>
      <p className="settings-small">{explanation}</p>
    </div>
  );
}

const CONSEQUENCES: Record<Consequence, (active: string, passages: number) => string> = {
  none: () => 'This is how it is used now.',
  shorten: () =>
    'The numbers that are stored are cut to this length: nothing is read or encoded again, and it takes moments. Going back to more means encoding again.',
  encode: (active, passages) =>
    `${counted(passages, 'passage')} will be encoded again from the stored texts; no file is read. Until all of them are done, search goes on with ${active}. It can be paused and cancelled at any time, and needs room for a second set of numbers meanwhile.`,
};
