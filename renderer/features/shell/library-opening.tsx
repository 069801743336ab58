import './library-opening.css';

/** In place of every view, until the engine has told how the library stands. */
export function LibraryOpening() {
  return (
    <p className="library-opening" role="status">
      Opening the library…
    </p>
  );
}
