import { useEffect, useRef, useState } from 'react';
import type { ErrorInfo } from '../../../app/contracts/library.ts';
import { toErrorInfo } from '../../client/failure.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { lastName } from '../../state/document-place.ts';
import { folderPlace, placeInWords } from '../../state/folder-place.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { FolderPicker } from './folder-picker.tsx';
import { useTypedFolder } from './use-typed-folder.ts';

/** Chooses a folder among those that the engine can see, by walking through them or by its path. */
export function FolderChooser({ onClose }: { readonly onClose: () => void }) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  const folder = useTypedFolder();
  const { path, isFound } = folder;
  const adding = useAdding(onClose);
  const place = folderPlace(path, sources);
  const canAdd = isFound && place.kind !== 'listed' && place.kind !== 'inside';
  return (
    <>
      <p>
        Semblance reads the Markdown, text and HTML files in it and in its sub-folders, and follows their
        changes.
      </p>
      <FolderPicker
        folder={folder}
        told={isFound ? placeInWords(path, place) : null}
        onType={adding.forget}
        countsDocuments
      />
      {adding.error && <Trouble error={adding.error} />}
      <div className="dialog-actions">
        <Button onPress={onClose}>{adding.isRunning ? 'Close' : 'Cancel'}</Button>
        <Button kind="primary" isDisabled={!canAdd} onPress={() => adding.add(path.trim())}>
          {adding.isRunning ? 'Adding…' : canAdd ? `Add “${lastName(path)}”` : 'Add'}
        </Button>
      </div>
    </>
  );
}

/** The dialog may be closed before the folder is added; what comes of it is then told outside. */
function useAdding(onClose: () => void) {
  const { addFolder, notices } = useServices();
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const add = async (path: string) => {
    // The button stays as it is: one that is disabled loses the focus, and Escape with it.
    if (isRunning) return;
    setRunning(true);
    setError(null);
    try {
      await addFolder(path);
      if (isOpen.current) onClose();
    } catch (thrown) {
      const trouble = toErrorInfo(thrown);
      if (isOpen.current) setError(trouble);
      else notices.tell({ kind: 'failed', error: trouble });
    } finally {
      setRunning(false);
    }
  };
  return { isRunning, error, add, forget: () => setError(null) };
}
