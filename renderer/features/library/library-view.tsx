import { useMemo, useState, useSyncExternalStore } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { DocumentStatus, LibraryStatus } from '../../../app/contracts/library.ts';
import { readDocumentAddress } from '../../state/document-address.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { addressOf } from '../../state/view.ts';
import { AddFolderButton } from './add-folder-button.tsx';
import { DocumentsPanel } from './documents-panel.tsx';
import './library-view.css';
import { LinkedDocument } from './linked-document.tsx';
import { Overview } from './overview.tsx';
import { RescanButton } from './rescan-button.tsx';

/** What is in the library and how it stands, and the list of its documents. */
export function LibraryView() {
  const { status } = useStore(useServices().library);
  const [tab, setTab] = useState('overview');
  const [listed, setListed] = useState<DocumentStatus | undefined>(undefined);
  const address = useSyncExternalStore(onAddressChange, () => location.hash);
  const linked = useMemo(() => readDocumentAddress(address), [address]);
  if (!status) return null;
  if (linked) {
    return (
      <div className="library-view">
        <h1 className="visually-hidden">Library</h1>
        <LinkedDocument address={linked} onClose={showLibrary} />
      </div>
    );
  }
  const showFailed = () => {
    setListed('failed');
    setTab('documents');
  };
  return (
    <Tabs
      className="library-view"
      selectedKey={tab}
      onSelectionChange={(key) => {
        setListed(undefined);
        setTab(String(key));
      }}
    >
      <LibraryHead status={status} />
      <TabPanel id="overview" className="library-panel library-overview-panel">
        <Overview status={status} onShowFailed={showFailed} />
      </TabPanel>
      <TabPanel id="documents" className="library-panel">
        <DocumentsPanel status={status} listed={listed} />
      </TabPanel>
    </Tabs>
  );
}

function onAddressChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

const showLibrary = () => {
  location.hash = addressOf('library');
};

function LibraryHead({ status }: { readonly status: LibraryStatus }) {
  const { sources, writable } = status;
  return (
    <header className="library-head">
      <h1>Library</h1>
      <TabList className="library-tabs" aria-label="Library">
        <Tab id="overview" className="library-tab">
          Overview
        </Tab>
        <Tab id="documents" className="library-tab">
          Documents
        </Tab>
      </TabList>
      <div className="library-head-actions">
        {writable && sources.length > 0 && <RescanButton />}
        <AddFolderButton />
      </div>
    </header>
  );
}
