import { useEffect, useRef } from 'react';
import type { FolderListing } from '../../../app/contracts/library.ts';
import { counted } from '../../state/wording.ts';

interface FolderListProps {
  readonly listing: FolderListing;
  readonly onOpen: (path: string) => void;
  /** Whether it is told how many files in it can be read. */
  readonly countsDocuments: boolean;
}

/** One folder from inside: places to start from, the way up, and the folders in it. */
export function FolderList({ listing, onOpen, countsDocuments }: FolderListProps) {
  const { parent, folders, places, documents } = listing;
  const content = useRef<HTMLUListElement>(null);
  const isWalking = useRef(false);
  const walk = (path: string) => {
    isWalking.current = true;
    onOpen(path);
  };
  // The button that was pressed is gone with its folder; the focus goes on inside, at the first folder there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each folder
  useEffect(() => {
    if (!isWalking.current) return;
    isWalking.current = false;
    const buttons = content.current?.querySelectorAll('button');
    (buttons?.[parent === null ? 0 : 1] ?? buttons?.[0])?.focus();
  }, [listing.path]);

  return (
    <>
      <ul className="folder-places" aria-label="Places">
        {places.map(({ name, path }) => (
          <li key={path}>
            <button
              type="button"
              aria-current={path === listing.path || undefined}
              onClick={() => walk(path)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      <div className="folder-content">
        <ul ref={content} aria-label="Folders inside">
          {parent !== null && (
            <li>
              <button type="button" onClick={() => walk(parent)}>
                <span aria-hidden="true">↑</span> Up
              </button>
            </li>
          )}
          {folders.map(({ name, path }) => (
            <li key={path}>
              <button type="button" onClick={() => walk(path)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
        <p className="folder-documents" role="status">
          {countsDocuments && `${counted(documents, 'readable file')} directly inside, `}
          {folders.length === 0 ? 'no sub-folders' : counted(folders.length, 'sub-folder')}
        </p>
      </div>
    </>
  );
}
