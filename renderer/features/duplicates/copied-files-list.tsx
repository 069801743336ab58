import type { CopiesReport, FileCopies } from '../../../app/contracts/copies.ts';
import { Button } from '../../components/button.tsx';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { counted, formatCount, formatDate } from '../../state/wording.ts';
import { formatBytes } from '../library/format-bytes.ts';
import './copied-files-list.css';
import { allMoves, likenessOf } from './copy-choices.ts';
import { PlaceOfFile } from './place-of-file.tsx';

type Chosen = ReadonlySet<number>;

interface CopiedFilesListProps {
  readonly report: CopiesReport;
  /** Documents that are to go. */
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onClose: () => void;
  readonly onGoOn: () => void;
}

/** Each file to keep with its copies, of which any may be chosen; none is at first. */
export function CopiedFilesList({ report, chosen, onChoose, onClose, onGoOn }: CopiedFilesListProps) {
  const exact = allMoves(report).filter(({ copy }) => copy.likeness === 'exact');
  const toggle = (id: number) => {
    const others = new Set(chosen);
    if (!others.delete(id)) others.add(id);
    onChoose(others);
  };
  return (
    <>
      <p>
        Everything these files say stands in another one, passage by passage. The one to keep is never moved.
      </p>
      {report.groups.length === 0 && <p role="status">No file is a copy of another any more.</p>}
      <ul className="copied-files">
        {report.groups.map((group) => (
          <CopyGroup key={group.reference.documentId} group={group} chosen={chosen} onToggle={toggle} />
        ))}
      </ul>
      {report.total > report.groups.length && (
        <p>
          The first {formatCount(report.groups.length)} of {formatCount(report.total)} are listed.
        </p>
      )}
      <div className="dialog-actions">
        {exact.length > 1 && (
          <Button kind="quiet" onPress={() => onChoose(new Set(exact.map(({ copy }) => copy.documentId)))}>
            Choose all that are the same file
          </Button>
        )}
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" isDisabled={chosen.size === 0} onPress={onGoOn}>
          {chosen.size === 0 ? 'Move to the bin…' : `Move ${counted(chosen.size, 'file')} to the bin…`}
        </Button>
      </div>
    </>
  );
}

interface CopyGroupProps {
  readonly group: FileCopies;
  readonly chosen: Chosen;
  readonly onToggle: (documentId: number) => void;
}

function CopyGroup({ group: { reference, copies }, chosen, onToggle }: CopyGroupProps) {
  const sources = useStore(useServices().library).status?.sources ?? [];
  return (
    <li>
      <p className="copied-files-kept">
        <span className="copied-files-part">To keep</span>
        <PlaceOfFile path={reference.document} sources={sources} />
        <Facts file={reference} />
      </p>
      {copies.map((copy) => (
        <label key={copy.documentId} className="copied-files-copy">
          <input
            type="checkbox"
            checked={chosen.has(copy.documentId)}
            onChange={() => onToggle(copy.documentId)}
          />
          <PlaceOfFile path={copy.document} sources={sources} />
          <Facts file={copy} words={likenessOf(copy)} />
        </label>
      ))}
    </li>
  );
}

function Facts({ file, words }: { readonly file: FileCopies['reference']; readonly words?: string }) {
  const facts = [words, formatBytes(file.sizeBytes), `changed ${formatDate(file.modifiedAt)}`];
  return <span className="copied-files-facts">{facts.filter(Boolean).join(' · ')}</span>;
}
