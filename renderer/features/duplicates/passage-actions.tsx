import type { DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { CopyButton } from './copy-button.tsx';
import './passage-actions.css';

interface PassageActionsProps {
  readonly member: DuplicateMember;
  readonly onPreview: (member: DuplicateMember) => void;
}

/** What can be done with a passage: read it in its document, here or in the program of the system, and copy it. */
export function PassageActions({ member, onPreview }: PassageActionsProps) {
  const { client } = useServices().connection;
  const open = useAction();
  const openBy = (how: 'open' | 'reveal') =>
    open.run(() => client.document.open({ documentId: member.documentId, how }));
  return (
    <div className="passage-actions">
      <Button kind="quiet" onPress={() => onPreview(member)}>
        Preview
      </Button>
      <Button kind="quiet" isDisabled={open.isRunning} onPress={() => openBy('open')}>
        Open
      </Button>
      <Button kind="quiet" isDisabled={open.isRunning} onPress={() => openBy('reveal')}>
        Show in folder
      </Button>
      <CopyButton text={member.text} />
      {open.error && <Trouble error={open.error} />}
    </div>
  );
}
