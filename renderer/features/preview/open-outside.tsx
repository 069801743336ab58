import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';

/** A document in the program that the system has for it, and in its folder. */
export function OpenOutside({ documentId }: { readonly documentId: number }) {
  const { client } = useServices().connection;
  const open = useAction();
  const openBy = (how: 'open' | 'reveal') => open.run(() => client.document.open({ documentId, how }));
  return (
    <>
      <Button kind="quiet" isDisabled={open.isRunning} onPress={() => openBy('open')}>
        Open
      </Button>
      <Button kind="quiet" isDisabled={open.isRunning} onPress={() => openBy('reveal')}>
        Show in folder
      </Button>
      {open.error && <Trouble error={open.error} />}
    </>
  );
}
