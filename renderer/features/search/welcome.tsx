import { AddFolderButton } from '../library/add-folder-button.tsx';
import { SampleButton } from '../library/sample-button.tsx';
import './welcome.css';

/** The first thing a new user sees: what this is for, by example, and two ways to begin. */
export function Welcome() {
  return (
    <div className="welcome">
      <h1>Find what you wrote, in other words.</h1>
      <figure className="welcome-example">
        <p>vehicle broke down</p>
        <span aria-hidden="true">≈</span>
        <p>
          <mark className="best-sentence">The car’s engine failed on the motorway.</mark>
        </p>
        <figcaption className="visually-hidden">
          A search for the first finds the second, although they share no word.
        </figcaption>
      </figure>
      <p className="welcome-text">
        Add a folder of notes, papers or letters. Semblance reads them, finds passages by what they mean, and
        keeps everything on this machine.
      </p>
      <div className="welcome-actions">
        <AddFolderButton />
        <SampleButton />
      </div>
    </div>
  );
}
