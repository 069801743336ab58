import type { LibraryStatus, StorageUse } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { useStorage } from '../../state/use-storage.ts';
import { formatBytes } from '../library/format-bytes.ts';
import './privacy-section.css';
import { Remembered } from './remembered.tsx';

/** What is stored where, what never leaves the machine, and what this window remembers. */
export function PrivacySection({ status }: { readonly status: LibraryStatus }) {
  return (
    <>
      <p className="settings-lead">
        Everything stays on this machine. There is no account, nothing is measured about you, and nothing is
        sent anywhere.
      </p>
      <section className="settings-part" aria-labelledby="stored-title">
        <h3 id="stored-title">What is stored, and where</h3>
        <LibraryFolder path={status.libraryDir} />
        <Stored />
        <p className="settings-small">
          The folder can be read by you alone. Your documents lie where they always did; the library holds
          their text, so that searching is fast, and never writes to them.
        </p>
      </section>
      <section className="settings-part" aria-labelledby="leaves-title">
        <h3 id="leaves-title">What never leaves this machine</h3>
        <ul className="privacy-list">
          <li>Your documents, their text, and the numbers that are made of them.</li>
          <li>What you search for, compare, and keep apart.</li>
          <li>How you use Semblance, and what goes wrong: there is no telemetry, and no report is sent.</li>
        </ul>
        <p className="settings-small">
          Semblance makes no connection to the internet. Under “semblance serve” it answers this machine alone
          (127.0.0.1), and only to who has the address with its key.
        </p>
      </section>
      <Remembered />
    </>
  );
}

function LibraryFolder({ path }: { readonly path: string }) {
  const { client } = useServices().connection;
  const show = useAction();
  return (
    <div className="privacy-folder">
      <p className="settings-path">{path}</p>
      <div className="settings-actions">
        <CopyButton text={path} label="Copy the path" />
        <Button
          kind="quiet"
          isDisabled={show.isRunning}
          onPress={() => show.run(() => client.library.showFolder())}
        >
          Show in folder
        </Button>
      </div>
      {show.error && <Trouble error={show.error} />}
    </div>
  );
}

const PARTS: readonly { part: Exclude<keyof StorageUse, 'free'>; file: string; what: string }[] = [
  { part: 'database', file: 'library.sqlite', what: 'Texts, words, numbers, settings, pairs kept apart' },
  { part: 'graphs', file: 'vectors/', what: 'The numbers again, for speed; remade when missing' },
  {
    part: 'derivedModels',
    file: 'models-derived/',
    what: 'Made of models for this machine; made again likewise',
  },
  { part: 'models', file: 'models/', what: 'Models that you imported' },
];

function Stored() {
  const fetched = useStorage();
  if (fetched.kind === 'failed') return <Trouble error={fetched.error} />;
  const use = fetched.kind === 'ready' ? fetched.value : fetched.previous;
  return (
    <table className="privacy-parts">
      <thead>
        <tr>
          <th scope="col">In that folder</th>
          <th scope="col">What it holds</th>
          <th scope="col">Size</th>
        </tr>
      </thead>
      <tbody>
        {PARTS.map(({ part, file, what }) => (
          <tr key={part}>
            <th scope="row">
              <code>{file}</code>
            </th>
            <td>{what}</td>
            <td>{use ? (use[part] === 0 ? 'nothing' : formatBytes(use[part])) : '…'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
