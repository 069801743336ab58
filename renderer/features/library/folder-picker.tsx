import type { FormEvent } from 'react';
import type { ErrorInfo } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { FolderList } from './folder-list.tsx';
import './folder-picker.css';
import type { TypedFolder } from './use-typed-folder.ts';

interface FolderPickerProps {
  readonly folder: TypedFolder;
  /** One sentence about the folder that was found. */
  readonly told: string | null;
  readonly onType: () => void;
  readonly countsDocuments: boolean;
}

/** A folder that the engine can see, by walking through others or by its path. */
export function FolderPicker({ folder, told, onType, countsDocuments }: FolderPickerProps) {
  const { path, listing, isFound, error, type, open, openNow } = folder;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    openNow();
  };
  return (
    <>
      <form className="folder-path" onSubmit={onSubmit}>
        <label htmlFor="folder-path">Folder</label>
        <input
          id="folder-path"
          type="text"
          value={path}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== null}
          aria-describedby="folder-told"
          onChange={(event) => {
            onType();
            type(event.target.value);
          }}
        />
      </form>
      <p id="folder-told" className="folder-told" role="status">
        {error ? error.message : told}
      </p>
      <div className="folder-browser" aria-busy={!isFound && error === null}>
        {error ? <WrongFolder error={error} onHome={() => open(undefined)} /> : null}
        {!error && listing && (
          <FolderList listing={listing} onOpen={open} countsDocuments={countsDocuments} />
        )}
      </div>
    </>
  );
}

function WrongFolder({ error, onHome }: { readonly error: ErrorInfo; readonly onHome: () => void }) {
  return (
    <div className="folder-wrong">
      <p>{error.nextStep}</p>
      <Button onPress={onHome}>Start from home</Button>
    </div>
  );
}
