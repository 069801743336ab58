import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useStore } from '../../state/use-store.ts';

interface RescanButtonProps {
  /** Left out: of all folders. */
  readonly source?: { readonly id: number; readonly name: string };
}

/** Goes through the folders for what has changed; watching does so by itself, this makes sure. */
export function RescanButton({ source }: RescanButtonProps) {
  const { connection, library } = useServices();
  const isPaused = useStore(library).status?.paused === true;
  const rescan = useAction();
  const run = async () => {
    const steps = await connection.client.library.rescan(source && { source: source.id });
    for await (const _ of steps);
  };
  return (
    <>
      <Button
        kind={source ? 'quiet' : 'plain'}
        isDisabled={rescan.isRunning || isPaused}
        {...(source ? { 'aria-label': `Look for changes in ${source.name}` } : {})}
        onPress={() => rescan.run(run)}
      >
        {rescan.isRunning ? 'Looking…' : 'Look for changes'}
      </Button>
      {rescan.error && <Trouble error={rescan.error} />}
    </>
  );
}
