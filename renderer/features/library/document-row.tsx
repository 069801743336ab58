import type { ListedDocument, Source } from '../../../app/contracts/library.ts';
import { placeOf } from '../../state/document-place.ts';
import { formatCount, formatDate } from '../../state/wording.ts';
import { STATUS_WORDS } from './document-wording.ts';

interface DocumentRowProps {
  readonly row: number;
  /** Its distance from the top of the list, in pixels. */
  readonly top: number;
  /** Left out while it is being fetched. */
  readonly document: ListedDocument | undefined;
  readonly sources: readonly Source[];
  readonly isActive: boolean;
  readonly isOpened: boolean;
  readonly onOpen: () => void;
}

export function DocumentRow({ row, top, document, sources, isActive, isOpened, onOpen }: DocumentRowProps) {
  return (
    // biome-ignore lint/a11y: a row of a grid; keys are heard by the grid
    <div
      className="document-row"
      role="row"
      data-row={row}
      aria-rowindex={row + 2}
      aria-selected={isOpened}
      tabIndex={isActive ? 0 : -1}
      style={{ top }}
      onClick={onOpen}
    >
      {document ? <Cells document={document} sources={sources} /> : <MissingCells />}
    </div>
  );
}

function Cells({
  document,
  sources,
}: {
  readonly document: ListedDocument;
  readonly sources: readonly Source[];
}) {
  const { path, title, status, passages, modifiedAt } = document;
  const { folders, file } = placeOf(path, sources);
  const place = title === null ? folders : [...folders, file];
  return (
    <>
      {/* biome-ignore lint/a11y: as above */}
      <div role="gridcell" className="document-name" title={path}>
        <p>{title ?? file}</p>
        <p className="document-place">
          {status !== 'indexed' && <span data-status={status}>{STATUS_WORDS[status]}</span>}
          {place.join(' / ')}
        </p>
      </div>
      {/* biome-ignore lint/a11y: as above */}
      <div role="gridcell">{document.documentId === null ? '–' : formatCount(passages)}</div>
      {/* biome-ignore lint/a11y: as above */}
      <div role="gridcell">{formatDate(modifiedAt)}</div>
    </>
  );
}

function MissingCells() {
  return (
    // biome-ignore lint/a11y: as above
    <div role="gridcell" className="document-missing">
      <span className="visually-hidden">Loading…</span>
    </div>
  );
}
