import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { DocumentStatus, LibraryStatus } from '../../../app/contracts/library.ts';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import { AddFolderButton } from './add-folder-button.tsx';
import { DocumentsPanel } from './documents-panel.tsx';
import './library-view.css';
import { Overview } from './overview.tsx';
import { RescanButton } from './rescan-button.tsx';

/** What is in the library and how it stands, and the list of its documents. */
export function LibraryView() {
  const { status } = useStore(useServices().library);
  const [tab, setTab] = useState('overview');
  const [listed, setListed] = useState<DocumentStatus | undefined>(undefined);
  if (!status) return null;
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
