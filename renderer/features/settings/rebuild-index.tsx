import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { counted } from '../../state/wording.ts';

/** Forgets what was read and reads every file again. */
export function RebuildIndex({ status: { documents } }: { readonly status: LibraryStatus }) {
  const { connection, notices } = useServices();
  const rebuild = useAction();
  const start = async (close: () => void) => {
    if (rebuild.isRunning || !(await rebuild.run(() => connection.client.library.rebuild()))) return;
    close();
    notices.tell({ kind: 'done', message: 'Every file is being read again.' });
  };
  return (
    <section className="settings-part" aria-labelledby="rebuild-title">
      <h3 id="rebuild-title">Rebuild the index from the files</h3>
      <p className="settings-note">
        For when what is found does not match your files and a repair has not helped. Every file is read and
        encoded again; each can be found again as soon as it is done. Folders, rules, models and pairs kept
        apart stay, and so does what was read from a folder that cannot be reached now.
      </p>
      <div className="settings-actions">
        <Dialog
          title="Rebuild the index?"
          trigger={<Button isDisabled={documents === 0}>Rebuild the index…</Button>}
        >
          {(close) => (
            <>
              <p>
                {counted(documents, 'document')} will be read again. On a large library this takes as long as
                the first time.
              </p>
              {rebuild.error && <Trouble error={rebuild.error} />}
              <div className="dialog-actions">
                <Button onPress={close}>Not now</Button>
                <Button kind="primary" onPress={() => void start(close)}>
                  {rebuild.isRunning ? 'Beginning…' : 'Rebuild'}
                </Button>
              </div>
            </>
          )}
        </Dialog>
      </div>
    </section>
  );
}
