import type { IgnoreRules } from '../../../app/contracts/ignoring.ts';
import type { LibraryStatus, Source } from '../../../app/contracts/library.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useFetched } from '../../state/use-fetched.ts';
import { addressOf } from '../../state/view.ts';
import { counted } from '../../state/wording.ts';
import './folders-section.css';
import { IgnoreEditor } from './ignore-editor.tsx';

const BYTES_PER_MB = 2 ** 20;

/** What is watched, and what decides which files are read. */
export function FoldersSection({ status }: { readonly status: LibraryStatus }) {
  const { connection } = useServices();
  const fetched = useFetched(`${status.writable}`, (signal) =>
    connection.client.ignoring.rules(undefined, { signal }),
  );
  return (
    <>
      <p className="settings-lead">
        Folders are followed as they are: what you change, add or delete in them changes here. Rules say what
        is left out.
      </p>
      <Watched sources={status.sources} />
      {fetched.kind === 'failed' && <Trouble error={fetched.error} />}
      {fetched.kind === 'loading' && (
        <p className="settings-note" role="status">
          One moment…
        </p>
      )}
      {fetched.kind === 'ready' && (
        <>
          <IgnoreEditor saved={fetched.value.rules} status={status} />
          <Rules rules={fetched.value} />
        </>
      )}
    </>
  );
}

function Watched({ sources }: { readonly sources: readonly Source[] }) {
  return (
    <section className="settings-part" aria-labelledby="watched-title">
      <h3 id="watched-title">Folders</h3>
      {sources.length === 0 && <p className="settings-note">No folder is in this library yet.</p>}
      <ul className="settings-rows">
        {sources.map((source) => (
          <li key={source.id} className="watched">
            <p className="settings-path">{source.path}</p>
            <p className="settings-small">
              {watchInWords(source)}; {counted(source.documents, 'document')}
            </p>
          </li>
        ))}
      </ul>
      <p className="settings-small">
        Folders are added and removed in the <a href={addressOf('library')}>library</a>.
      </p>
    </section>
  );
}

function watchInWords({ reachable, watched }: Source): string {
  if (!reachable) return 'Cannot be reached now; what was read from it can still be found';
  return watched
    ? 'Watched: changes are noticed at once, and every quarter of an hour it is looked through'
    : 'Looked through every quarter of an hour, because it cannot be watched here';
}

function Rules({ rules }: { readonly rules: IgnoreRules }) {
  const { ruleFiles, builtIn, largestFileBytes } = rules;
  const [first, second] = ruleFiles;
  return (
    <section className="settings-part" aria-labelledby="rules-title">
      <h3 id="rules-title">What else is left out</h3>
      <dl className="rules">
        <dt>By files in your folders</dt>
        <dd>
          What a <code>{first}</code> or <code>{second}</code> names, in the folder where it lies and below.
          Use <code>{second}</code> for what only Semblance should leave out.
        </dd>
        <dt>Always</dt>
        <dd>
          Whatever begins with a dot, and folders called{' '}
          {builtIn.map((name, index) => (
            <span key={name}>
              {index > 0 && (index === builtIn.length - 1 ? ' or ' : ', ')}
              <code>{name}</code>
            </span>
          ))}
          ; links, other disks that are mounted inside a folder, and libraries of Semblance.
        </dd>
        <dt>By size</dt>
        <dd>
          Files of more than {Math.round(largestFileBytes / BYTES_PER_MB)} MB are not read, and are listed in
          the library as unreadable.
        </dd>
      </dl>
    </section>
  );
}
