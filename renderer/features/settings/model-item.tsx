import type { LibraryStatus } from '../../../app/contracts/library.ts';
import type { ListedModel, ModelsState } from '../../../app/contracts/models.ts';
import { counted, formatCount } from '../../state/wording.ts';
import { formatBytes } from '../library/format-bytes.ts';
import { CheckModel } from './check-model.tsx';
import { ChooseModelButton } from './choose-model-button.tsx';
import { formatScore, languagesInWords, scoreName, usedInWords } from './model-wording.ts';
import { RemoveModelButton } from './remove-model-button.tsx';

interface ModelItemProps {
  readonly model: ListedModel;
  readonly state: ModelsState;
  readonly status: LibraryStatus;
  readonly onRemoved: () => void;
}

const USES = { active: 'In use', coming: 'Being prepared' } as const;

/** One model: what its card says, and what can be done with it. */
export function ModelItem({ model, state, status, onRemoved }: ModelItemProps) {
  const { id, name, use, origin } = model;
  return (
    <li className="model" data-use={use ?? undefined} aria-label={name}>
      <div className="model-name-line">
        <h4>{name}</h4>
        {use && <span className="model-use">{USES[use]}</span>}
      </div>
      {use === 'active' && state.active.id === id && (
        <p className="settings-note">{partInUse(state, model)}</p>
      )}
      <Facts model={model} />
      <Scores scores={model.scores} />
      {status.writable && (
        <div className="settings-actions">
          <ChooseModelButton model={model} active={state.active} passages={status.passages} />
          <CheckModel model={model} />
          {origin === 'library' && use === null && <RemoveModelButton model={model} onRemoved={onRemoved} />}
        </div>
      )}
    </li>
  );
}

function partInUse({ active }: ModelsState, model: ListedModel): string {
  const { layers } = model;
  const all = usedInWords(active, model) === model.name;
  const depth = layers === null ? '' : `${active.exitLayer ?? layers} of ${counted(layers, 'layer')} and `;
  return all
    ? 'All of it is used.'
    : `${depth}${active.dimensions} of ${model.dimensions.at(-1)} numbers are used.`;
}

function Facts({ model }: { readonly model: ListedModel }) {
  const { languages, licence, layers, dimensions, parameters, bytes, maxTokens, origin, source } = model;
  const facts: readonly [string, string | null][] = [
    ['Languages', languages.length > 0 ? languagesInWords(languages) : null],
    ['Licence', licence],
    ['On disk', formatBytes(bytes)],
    ['Layers', layers === null ? null : String(layers)],
    ['Numbers per sentence', String(dimensions.at(-1))],
    ['Weights', parameters === null ? null : formatCount(parameters)],
    [
      'Longest text at once',
      `${formatCount(maxTokens)} tokens (about ${formatCount(maxTokens * 0.75)} words)`,
    ],
    ['Where from', origin === 'bundled' ? 'Comes with Semblance' : (source ?? 'Imported by you')],
  ];
  return (
    <dl className="model-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? 'The package does not tell'}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Measured when the model was made; 1 would be full agreement. */
function Scores({ scores }: Pick<ListedModel, 'scores'>) {
  const entries = Object.entries(scores);
  if (entries.length === 0) return null;
  return (
    <details className="model-scores">
      <summary>Measured quality</summary>
      <p className="settings-small">Measured when the model was made. 1 is full agreement, 0 is none.</p>
      <dl>
        {entries.map(([name, score]) => (
          <div key={name}>
            <dt>{scoreName(name)}</dt>
            <dd>{formatScore(score)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
