import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { LibraryStatus, ListedDocument } from '../../../app/contracts/library.ts';
import { type DocumentList, documentAt } from '../../state/document-list.ts';
import { renderedRows, rowAfterKey } from '../../state/list-window.ts';
import { useListWindow } from '../../state/use-list-window.ts';
import { useStore } from '../../state/use-store.ts';
import { DocumentColumns } from './document-columns.tsx';
import { DocumentRow } from './document-row.tsx';
import './document-table.css';

/** Also in document-table.css. */
const ROW_REMS = 3.25;

interface DocumentTableProps {
  readonly list: DocumentList;
  readonly status: LibraryStatus;
  readonly opened: ListedDocument | null;
  /** Opens a document and takes the focus there. */
  readonly onOpen: (document: ListedDocument) => void;
  /** Shows a document in place of the opened one; the focus stays in the table. */
  readonly onShow: (document: ListedDocument) => void;
}

/**
 * The documents as a grid of which only the rows in sight are in the page. The row that has the focus, or would have
 * it, stays there too, so that scrolling does not lose it.
 */
export function DocumentTable({ list, status, opened, onOpen, onShow }: DocumentTableProps) {
  const state = useStore(list.state);
  const total = state.total ?? 0;
  const box = useRef<HTMLDivElement>(null);
  const { window, scrollBar, onScroll, reveal } = useListWindow(box, total, ROW_REMS);
  const [chosen, setActive] = useState(0);
  // The list may have become shorter; one row of it can always be reached by Tab.
  const active = Math.max(0, Math.min(chosen, total - 1));
  const { first, end } = renderedRows(window);
  useEffect(() => list.show(first, end), [list, first, end]);

  const { question } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question starts at the top
  useEffect(() => {
    setActive(0);
    if (box.current) box.current.scrollTop = 0;
  }, [question]);

  const focusRow = (row: number) => {
    setActive(row);
    reveal(row);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus());
    const document = documentAt(list.state.get(), row);
    if (opened && document) onShow(document);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const document = documentAt(state, active);
    const next = rowAfterKey(event.key, active, window);
    if (next !== null) focusRow(next);
    else if ((event.key === 'Enter' || event.key === ' ') && document) onOpen(document);
    else return;
    event.preventDefault();
  };

  const rows = Array.from({ length: end - first }, (_, index) => first + index);
  const kept = active < total && (active < first || active >= end) ? [...rows, active] : rows;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of sight
    <div
      className="document-table"
      role="grid"
      aria-label="Documents"
      aria-rowcount={total + 1}
      style={{ '--scroll-bar': `${scrollBar}px` } as React.CSSProperties}
    >
      <DocumentColumns list={list} />
      {state.total === 0 && (
        <NoDocuments isFiltered={question.filter !== '' || question.status !== undefined} />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div ref={box} className="document-rows" role="rowgroup" onScroll={onScroll} onKeyDown={onKeyDown}>
        <div role="presentation" style={{ height: total * window.rowHeight }} />
        {kept.map((row) => {
          const document = documentAt(state, row);
          return (
            <DocumentRow
              key={row}
              row={row}
              top={row * window.rowHeight}
              document={document}
              sources={status.sources}
              isActive={row === active}
              isOpened={document !== undefined && document.path === opened?.path}
              onOpen={() => {
                setActive(row);
                if (document) onOpen(document);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

function NoDocuments({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <p className="document-none">
      {isFiltered ? 'No document is like that.' : 'No document has been read yet.'}
    </p>
  );
}
