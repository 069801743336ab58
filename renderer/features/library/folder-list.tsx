import type { FolderListing } from '../../../app/contracts/library.ts';
import { counted } from '../../state/wording.ts';

interface FolderListProps {
  readonly listing: FolderListing;
  readonly onOpen: (path: string) => void;
}

/** One folder from inside: places to start from, the way up, and the folders in it. */
export function FolderList({ listing, onOpen }: FolderListProps) {
  const { parent, folders, places, documents } = listing;
  return (
    <div className="folder-browser">
      <ul className="folder-places" aria-label="Places">
        {places.map(({ name, path }) => (
          <li key={path}>
            <button
              type="button"
              aria-current={path === listing.path || undefined}
              onClick={() => onOpen(path)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      <div className="folder-content">
        <ul aria-label="Folders inside">
          {parent !== null && (
            <li>
              <button type="button" onClick={() => onOpen(parent)}>
                <span aria-hidden="true">↑</span> Up
              </button>
            </li>
          )}
          {folders.map(({ name, path }) => (
            <li key={path}>
              <button type="button" onClick={() => onOpen(path)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
        <p className="folder-documents" role="status">
          {counted(documents, 'readable file')} directly inside
          {folders.length === 0 ? ', no sub-folders' : ''}
        </p>
      </div>
    </div>
  );
}
