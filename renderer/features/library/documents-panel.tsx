import { useEffect, useState } from 'react';
import type { DocumentStatus, LibraryStatus, ListedDocument } from '../../../app/contracts/library.ts';
import { Trouble } from '../../components/trouble.tsx';
import { createDocumentList } from '../../state/document-list.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { DocumentSide } from './document-side.tsx';
import { DocumentTable } from './document-table.tsx';
import './documents-panel.css';
import { DocumentsToolbar } from './documents-toolbar.tsx';
import { useRenewedList } from './use-renewed-list.ts';

interface DocumentsPanelProps {
  readonly status: LibraryStatus;
  /** What is listed at first; left out, all documents. */
  readonly listed: DocumentStatus | undefined;
}

/** Every document of the library, to be filtered, sorted and opened. */
export function DocumentsPanel({ status, listed }: DocumentsPanelProps) {
  const { connection } = useServices();
  const [list] = useState(() =>
    createDocumentList((request, signal) => connection.client.library.documents(request, { signal })),
  );
  const [opened, setOpened] = useState<ListedDocument | null>(null);
  const [openings, setOpenings] = useState(0);
  const { error } = useStore(list.state);
  useRenewedList(list);
  useEffect(() => {
    list.ask({ status: listed });
    return () => list[Symbol.dispose]();
  }, [list, listed]);

  const open = (document: ListedDocument) => {
    setOpened(document);
    setOpenings((count) => count + 1);
  };
  const close = () => {
    setOpened(null);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('.document-rows [role="row"][tabindex="0"]')?.focus(),
    );
  };
  return (
    <div className="documents-panel" data-open={opened ? '' : undefined}>
      <div className="documents-list">
        <DocumentsToolbar list={list} status={status} />
        {error && <Trouble error={error} />}
        <DocumentTable list={list} status={status} opened={opened} onOpen={open} onShow={setOpened} />
      </div>
      {opened && (
        <div className="documents-side">
          <DocumentSide document={opened} openings={openings} status={status} onClose={close} />
        </div>
      )}
    </div>
  );
}
