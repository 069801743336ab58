import { type FormEvent, useState } from 'react';
import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { NOTHING_WISHED } from '../../state/search-session.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { addressOf } from '../../state/view.ts';
import { counted } from '../../state/wording.ts';

/** Deletes all that Semblance has made for this library, once that was typed. */
export function DeleteEverything({ status }: { readonly status: LibraryStatus }) {
  return (
    <section className="settings-part delete-everything" aria-labelledby="delete-title">
      <h3 id="delete-title">Delete everything of this library</h3>
      <p className="settings-note">
        The texts, numbers, settings, imported models and pairs kept apart in this library are deleted, and
        what this window remembers. Your documents are not touched. Afterwards Semblance is as it was at the
        first start.
      </p>
      <p className="settings-path">{status.libraryDir}</p>
      <div className="settings-actions">
        <Dialog
          title="Delete everything of this library?"
          trigger={
            <Button>
              <span className="delete-word">Delete everything…</span>
            </Button>
          }
        >
          {(close) => <Confirmation status={status} onClose={close} />}
        </Dialog>
      </div>
    </section>
  );
}

const WORD = 'delete';

interface ConfirmationProps {
  readonly status: LibraryStatus;
  readonly onClose: () => void;
}

function Confirmation({ status, onClose }: ConfirmationProps) {
  const { documents, libraryDir } = status;
  const [typed, setTyped] = useState('');
  const deleting = useAction();
  const deleteAll = useDeleteAll(libraryDir);
  const isConfirmed = typed.trim().toLowerCase() === WORD;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed || deleting.isRunning) return;
    if (await deleting.run(deleteAll)) onClose();
  };
  return (
    <form className="delete-form" onSubmit={(event) => void onSubmit(event)}>
      <p>
        What was read from {counted(documents, 'document')} is deleted and cannot be brought back other than
        by reading the files again. The files themselves stay as they are.
      </p>
      <label htmlFor="delete-typed">
        Type <strong>{WORD}</strong> to go on
      </label>
      <input
        id="delete-typed"
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {deleting.isRunning && <ProgressLine label="Deleting" share={null} />}
      {deleting.error && <Trouble error={deleting.error} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>Keep everything</Button>
        <Button kind="primary" type="submit" isDisabled={!isConfirmed}>
          {deleting.isRunning ? 'Deleting…' : 'Delete everything'}
        </Button>
      </div>
    </form>
  );
}

/** Deletes the library and what the window remembers of it, and leads to the first screen. */
function useDeleteAll(libraryDir: string): () => Promise<void> {
  const { connection, compareHistory, keptSearches, search, compare, notices } = useServices();
  return async () => {
    const { left } = await connection.client.library.deleteEverything({ libraryDir });
    compareHistory.clear();
    keptSearches.forgetRecent();
    for (const wish of keptSearches.state.get().saved) keptSearches.toggle(wish);
    search.open(NOTHING_WISHED);
    compare.setTexts('', '');
    notices.tell({ kind: 'done', message: outcome(left) });
    location.hash = addressOf('search');
  };
}

function outcome(left: readonly string[]): string {
  const done = 'Everything of this library is deleted. Your documents are where they were.';
  return left.length === 0
    ? done
    : `${done} Left in its folder, because Semblance did not make it: ${left.join(', ')}`;
}
