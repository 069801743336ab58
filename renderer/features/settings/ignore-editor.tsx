import { useState } from 'react';
import type { LibraryStatus } from '../../../app/contracts/library.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { placeOf } from '../../state/document-place.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { type Fetched, useFetched } from '../../state/use-fetched.ts';
import { formatCount } from '../../state/wording.ts';
import { useSettled } from './use-settled.ts';

interface IgnoreEditorProps {
  readonly saved: string;
  readonly status: LibraryStatus;
}

const PREVIEW_PAUSE_MS = 300;
const EXAMPLE = 'drafts/\n*.log\n/archive/2019/';

/** The rules that hold for every folder, with what they would leave out as they are typed. */
export function IgnoreEditor({ saved: savedFirst, status }: IgnoreEditorProps) {
  const { connection, notices } = useServices();
  const [saved, setSaved] = useState(savedFirst);
  const [rules, setRules] = useState(savedFirst);
  const saving = useAction();
  const settled = useSettled(rules, PREVIEW_PAUSE_MS);
  const preview = useFetched(`${settled}\n${status.documents}`, (signal) =>
    connection.client.ignoring.preview({ rules: settled }, { signal }),
  );
  const isChanged = rules !== saved;
  const save = async () => {
    const { rules: taken } = await connection.client.ignoring.change({ rules });
    setSaved(taken);
    notices.tell({ kind: 'done', message: 'The rules are kept, and the folders are looked through again.' });
  };
  return (
    <section className="settings-part" aria-labelledby="ignore-title">
      <h3 id="ignore-title">Leave out of every folder</h3>
      <p className="settings-small" id="ignore-told">
        One rule a line, as in a .gitignore: <code>drafts/</code> for folders of that name, <code>*.log</code>{' '}
        for files, <code>/archive/</code> for one at the top of a folder you added, <code>!</code> before a
        rule takes it back.
      </p>
      <textarea
        className="ignore-rules"
        aria-labelledby="ignore-title"
        aria-describedby="ignore-told ignore-preview"
        rows={6}
        spellCheck={false}
        maxLength={20_000}
        placeholder={EXAMPLE}
        readOnly={!status.writable}
        value={rules}
        onChange={(event) => setRules(event.target.value)}
      />
      <div id="ignore-preview" className="ignore-preview" role="status">
        {isChanged && <Preview preview={preview} status={status} />}
      </div>
      {status.writable && (
        <div className="settings-actions">
          <Button kind="primary" isDisabled={!isChanged || saving.isRunning} onPress={() => saving.run(save)}>
            {saving.isRunning ? 'Saving…' : 'Save the rules'}
          </Button>
          {isChanged && (
            <Button kind="quiet" onPress={() => setRules(saved)}>
              Undo the changes
            </Button>
          )}
          {saving.error && <Trouble error={saving.error} />}
        </div>
      )}
    </section>
  );
}

interface PreviewProps {
  readonly preview: Fetched<{ documents: number; leftOut: number; examples: readonly string[] }>;
  readonly status: LibraryStatus;
}

function Preview({ preview, status }: PreviewProps) {
  if (preview.kind === 'failed') return <Trouble error={preview.error} />;
  const found = preview.kind === 'ready' ? preview.value : preview.previous;
  if (!found) return <p>Counting…</p>;
  const { documents, leftOut, examples } = found;
  if (leftOut === 0)
    return <p>These rules leave out none of the {formatCount(documents)} documents that are here now.</p>;
  const names = examples.map((path) => {
    const { folders, file } = placeOf(path, status.sources);
    return [...folders, file].join(' / ');
  });
  return (
    <>
      <p>
        These rules leave out <strong>{formatCount(leftOut)}</strong> of the {formatCount(documents)}{' '}
        documents that are here now{leftOut > names.length ? ', among them' : ''}:
      </p>
      <ul>
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  );
}
