import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';

/** Something to search without a folder of one's own. */
export function SampleButton() {
  const { connection } = useServices();
  const addSample = useAction();
  return (
    <div>
      <Button
        isDisabled={addSample.isRunning}
        onPress={() => addSample.run(() => connection.client.library.addSample())}
      >
        {addSample.isRunning ? 'Adding the sample…' : 'Try the sample library'}
      </Button>
      {addSample.error && <Trouble error={addSample.error} />}
    </div>
  );
}
