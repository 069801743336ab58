import type { DuplicateGroup } from '../../../app/contracts/duplicates.ts';
import type { Connection } from '../../client/connection.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { type DuplicateAnswer, requestOf } from '../../state/duplicate-session.ts';
import { saveFile } from '../../state/save-file.ts';
import { useServices } from '../../state/services.ts';
import { useAction } from '../../state/use-action.ts';
import { counted } from '../../state/wording.ts';
import { formatThreshold, KIND_WORDING } from './duplicate-wording.ts';
import { EXPORT_FORMATS, type ExportFormat } from './export-formats.ts';
import './export-groups.css';

/** Saves every group of the answer, also those further down than was looked at. */
export function ExportGroups({ answer }: { readonly answer: DuplicateAnswer }) {
  const { connection } = useServices();
  const save = useAction();
  const { kind, threshold } = answer.choice;
  const exportAs = (format: ExportFormat) =>
    save.run(async () => {
      const groups = await allGroups(connection, answer);
      saveFile(fileName(format, new Date()), new Blob([format.write(groups)], { type: format.mediaType }));
    });
  return (
    <Dialog
      title={`Export ${counted(answer.total, 'group')}`}
      trigger={<Button isDisabled={answer.total === 0}>Export…</Button>}
    >
      {(close) => (
        <>
          <p>
            {kind ? `${KIND_WORDING[kind].name} passages` : 'All kinds'}, alike at least{' '}
            {formatThreshold(threshold)}, as they are listed now.
          </p>
          <ul className="export-formats">
            {EXPORT_FORMATS.map((format) => (
              <li key={format.extension}>
                <Button
                  isDisabled={save.isRunning}
                  onPress={async () => {
                    if (await exportAs(format)) close();
                  }}
                >
                  {format.name}
                </Button>
                <span>{format.purpose}</span>
              </li>
            ))}
          </ul>
          {save.error && <Trouble error={save.error} />}
          <div className="dialog-actions">
            <Button kind="quiet" onPress={close}>
              Cancel
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

const GROUPS_AT_ONCE = 500;

async function allGroups(
  { client }: Connection,
  { choice, total }: DuplicateAnswer,
): Promise<DuplicateGroup[]> {
  const all: DuplicateGroup[] = [];
  for (let offset = 0; offset < total; offset += GROUPS_AT_ONCE) {
    const { groups } = await client.duplicates.groups(requestOf(choice, offset, GROUPS_AT_ONCE));
    all.push(...groups);
  }
  return all;
}

/** "duplicates-2026-11-21.csv" */
function fileName({ extension }: ExportFormat, today: Date): string {
  const date = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  return `duplicates-${date.map((part) => String(part).padStart(2, '0')).join('-')}.${extension}`;
}
