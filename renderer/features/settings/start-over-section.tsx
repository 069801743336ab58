import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { DeleteEverything } from './delete-everything.tsx';
import { RebuildIndex } from './rebuild-index.tsx';
import './start-over-section.css';

/** Reading all files again, and deleting everything; neither touches a file of the user. */
export function StartOverSection({ status }: { readonly status: LibraryStatus }) {
  return (
    <>
      <p className="settings-lead">
        Both begin anew, the one with your folders and the other without anything.
      </p>
      {status.writable ? (
        <>
          <RebuildIndex status={status} />
          <DeleteEverything status={status} />
        </>
      ) : (
        <p className="settings-note">
          Another Semblance holds this library. It can be rebuilt and deleted there, or here once it is
          closed.
        </p>
      )}
    </>
  );
}
