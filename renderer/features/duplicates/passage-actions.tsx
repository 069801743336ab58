import type { DuplicateMember } from '../../../app/contracts/duplicates.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { OpenOutside } from '../preview/open-outside.tsx';

interface PassageActionsProps {
  readonly member: DuplicateMember;
  readonly onPreview: (member: DuplicateMember) => void;
}

/** What can be done with a passage: read it in its document, here or in the program of the system, and copy it. */
export function PassageActions({ member, onPreview }: PassageActionsProps) {
  return (
    <div className="quiet-actions">
      <Button kind="quiet" onPress={() => onPreview(member)}>
        Preview
      </Button>
      <CopyButton text={member.text} label="Copy text" />
      <OpenOutside documentId={member.documentId} />
    </div>
  );
}
