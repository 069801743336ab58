import { useEffect } from 'react';
import { useServices } from '../../state/services.ts';
import { useStore } from '../../state/use-store.ts';
import type { View } from '../../state/view.ts';
import { CompareView } from '../compare/compare-view.tsx';
import { DuplicatesView } from '../duplicates/duplicates-view.tsx';
import { LibraryView } from '../library/library-view.tsx';
import { SearchView } from '../search/search-view.tsx';
import { SettingsView } from '../settings/settings-view.tsx';
import './app-shell.css';
import { ConnectionBanner } from './connection-banner.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { DropZone } from './drop-zone.tsx';
import { LatestNotice } from './latest-notice.tsx';
import { LibraryOpening } from './library-opening.tsx';
import { LibrarySummary } from './library-summary.tsx';
import { LibraryTrouble } from './library-trouble.tsx';
import { Navigation, VIEW_NAMES } from './navigation.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { useSearchShortcut } from './use-search-shortcut.ts';
import { useSettingsShortcut } from './use-settings-shortcut.ts';

const VIEW_COMPONENTS: Record<View, () => React.ReactNode> = {
  search: SearchView,
  duplicates: DuplicatesView,
  compare: CompareView,
  library: LibraryView,
  settings: SettingsView,
};

/** The frame around every view: where one is, how the library stands, and whether the engine is there. */
export function AppShell() {
  const services = useServices();
  const view = useStore(services.view);
  const { status, error } = useStore(services.library);
  const CurrentView = VIEW_COMPONENTS[view];
  useSearchShortcut();
  useSettingsShortcut();
  useEffect(() => {
    document.title = `${VIEW_NAMES[view]} · Semblance`;
  }, [view]);

  return (
    <div className="app-shell">
      <header className="top-bar">
        <p className="wordmark">
          <span className="wordmark-sign" aria-hidden="true">
            ≈
          </span>
          Semblance
        </p>
        <Navigation current={view} />
        <LibrarySummary />
      </header>
      <ConnectionBanner />
      <main className="app-main">
        <CrashGuard key={view}>
          {status ? <CurrentView /> : error ? <LibraryTrouble error={error} /> : <LibraryOpening />}
        </CrashGuard>
        <LatestNotice />
      </main>
      <ShortcutsSheet />
      <DropZone />
    </div>
  );
}
