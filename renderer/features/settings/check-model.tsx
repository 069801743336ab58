import { useState } from 'react';
import type { ListedModel, ModelReport } from '../../../app/contracts/models.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';

/** Checks the files of a model against its card, and its numbers against themselves. */
export function CheckModel({ model }: { readonly model: ListedModel }) {
  const { client } = useServices().connection;
  const [report, setReport] = useState<ModelReport | null>(null);
  const check = useAction();
  const run = async () => setReport(await client.models.verify({ model: model.id }));
  return (
    <>
      <Button
        isDisabled={check.isRunning}
        aria-label={`${check.isRunning ? 'Checking…' : 'Check'} ${model.name}`}
        onPress={() => {
          setReport(null);
          void check.run(run);
        }}
      >
        {check.isRunning ? 'Checking…' : 'Check'}
      </Button>
      {check.error && <Trouble error={check.error} />}
      <div className="model-report" role="status">
        {report && <Report report={report} />}
      </div>
    </>
  );
}

function Report({ report: { passed, checks } }: { readonly report: ModelReport }) {
  const failed = checks.filter((check) => !check.passed);
  return (
    <>
      <p>
        {passed
          ? `Sound: all ${checks.length} checks have passed.`
          : `${failed.length} of ${checks.length} checks failed. Import the model again from where it came.`}
      </p>
      {failed.length > 0 && (
        <ul>
          {failed.map(({ name, message }) => (
            <li key={name}>{message}</li>
          ))}
        </ul>
      )}
    </>
  );
}
