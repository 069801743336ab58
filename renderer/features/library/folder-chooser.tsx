import { type FormEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { lastName } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';
import './folder-chooser.css';
import { FolderList } from './folder-list.tsx';

/** Chooses a folder among those that the engine can see, by walking through them or by its path. */
export function FolderChooser({ onClose }: { readonly onClose: () => void }) {
  const { connection } = useServices();
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState<string | null>(null);
  const add = useAction();
  const fetched = useFetched(asked ?? '', (signal) =>
    connection.client.folders.list(asked === undefined ? {} : { path: asked }, { signal }),
  );
  const listing =
    fetched.kind === 'ready' ? fetched.value : fetched.kind === 'loading' ? fetched.previous : null;
  const path = typed ?? listing?.path ?? asked ?? '';

  const open = (folder: string) => {
    setAsked(folder);
    setTyped(null);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    open(path.trim());
  };
  const addFolder = async () => {
    if (await add.run(() => connection.client.library.addSource({ path: path.trim() }))) onClose();
  };

  return (
    <>
      <p>
        Semblance reads the Markdown, text and HTML files in it and in its sub-folders, and follows their
        changes.
      </p>
      <form className="folder-path" onSubmit={onSubmit}>
        <label htmlFor="folder-path">Folder</label>
        <input
          id="folder-path"
          type="text"
          value={path}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit">Go</Button>
      </form>
      {fetched.kind === 'failed' ? (
        <Trouble error={fetched.error}>
          <Button onPress={() => setAsked(undefined)}>Start from home</Button>
        </Trouble>
      ) : (
        listing && <FolderList listing={listing} onOpen={open} />
      )}
      {fetched.kind === 'loading' && fetched.slow && <p role="status">Reading the folder…</p>}
      {add.error && <Trouble error={add.error} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" isDisabled={add.isRunning || path.trim() === ''} onPress={addFolder}>
          {add.isRunning ? 'Adding…' : `Add “${lastName(path) || path}”`}
        </Button>
      </div>
    </>
  );
}
