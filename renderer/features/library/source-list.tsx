import type { Source } from '../../../app/contracts/library.ts';
import { lastName } from '../../state/document-place.ts';
import { counted } from '../../state/wording.ts';
import { RemoveSourceButton } from './remove-source-button.tsx';
import { RescanButton } from './rescan-button.tsx';
import { SampleButton } from './sample-button.tsx';
import './source-list.css';

interface SourceListProps {
  readonly sources: readonly Source[];
  readonly writable: boolean;
}

export function SourceList({ sources, writable }: SourceListProps) {
  if (sources.length === 0) return <NoSources />;
  return (
    <section aria-labelledby="sources-title">
      <h2 id="sources-title">Folders</h2>
      <ul className="source-list">
        {sources.map((source) => (
          <SourceItem key={source.id} source={source} writable={writable} isOneOfMany={sources.length > 1} />
        ))}
      </ul>
    </section>
  );
}

function NoSources() {
  return (
    <div className="source-none">
      <h2>No folder is in this library yet.</h2>
      <p>
        Add one, and Semblance reads the Markdown, text and HTML files in it and follows their changes. The
        documents stay where they are; only an index is made, and it stays on this machine.
      </p>
      <SampleButton />
    </div>
  );
}

interface SourceItemProps {
  readonly source: Source;
  readonly writable: boolean;
  /** A single folder is looked through by the button for all of them. */
  readonly isOneOfMany: boolean;
}

function SourceItem({ source, writable, isOneOfMany }: SourceItemProps) {
  const name = lastName(source.path);
  return (
    <li className="source" data-state={stateOf(source)}>
      <div className="source-text">
        <p className="source-name">{name}</p>
        <p className="source-path">{source.path}</p>
        <p className="source-state">
          <span className="source-dot" aria-hidden="true" />
          {STATE_WORDS[stateOf(source)]}
        </p>
      </div>
      <p className="source-count">
        {counted(source.documents, 'document')}
        {source.failed > 0 && <span>{counted(source.failed, 'file')} unreadable</span>}
      </p>
      {writable && (
        <div className="source-actions">
          {isOneOfMany && source.reachable && <RescanButton source={{ id: source.id, name }} />}
          <RemoveSourceButton source={source} />
        </div>
      )}
    </li>
  );
}

type SourceState = 'watched' | 'visited' | 'away';

function stateOf({ reachable, watched }: Source): SourceState {
  if (!reachable) return 'away';
  return watched ? 'watched' : 'visited';
}

const STATE_WORDS: Record<SourceState, string> = {
  watched: 'Watched: changes are noticed at once',
  visited: 'Not watched here: looked through every quarter of an hour while Semblance runs',
  away: 'Cannot be reached now; what was read from it can still be found',
};
