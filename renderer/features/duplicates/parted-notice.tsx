import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { titleOf } from './document-names.ts';
import type { KeepApart } from './use-keep-apart.ts';

/** Says which pair was parted just now, and takes it back. */
export function PartedNotice({ keepApart }: { readonly keepApart: KeepApart }) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  const names = keepApart.last?.map((member) => `“${titleOf(member, sources)}”`);
  return (
    <div role="status">
      {names && (
        <Notice
          onDismiss={keepApart.forget}
          actions={
            <Button kind="quiet" onPress={keepApart.undo}>
              Undo
            </Button>
          }
        >
          {names.join(' and ')} are kept apart from now on.
        </Notice>
      )}
    </div>
  );
}
