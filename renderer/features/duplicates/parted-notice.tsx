import { Button } from '../../components/button.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { titleOf } from './document-names.ts';
import './parted-notice.css';
import type { KeepApart } from './use-keep-apart.ts';

/** Says which pair was parted just now, and takes it back. */
export function PartedNotice({ keepApart }: { readonly keepApart: KeepApart }) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  const names = keepApart.last?.map((member) => `“${titleOf(member, sources)}”`);
  return (
    <div role="status">
      {names && (
        <div className="parted-notice">
          <p>{names.join(' and ')} are kept apart from now on.</p>
          <Button kind="quiet" onPress={keepApart.undo}>
            Undo
          </Button>
          <button type="button" aria-label="Dismiss" onClick={keepApart.forget}>
            ×
          </button>
        </div>
      )}
    </div>
  );
}
