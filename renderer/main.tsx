import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseTransport } from './client/choose-transport.ts';
import { connect } from './client/connection.ts';
import { shellBridge } from './client/shell-bridge.ts';
import { AppShell } from './features/shell/app-shell.tsx';
import { connectShell } from './features/shell/connect-shell.ts';
import { createAddFolder } from './state/add-folder.ts';
import { openAppearance, wearLook } from './state/appearance.ts';
import { keepHistory, openCompareHistory } from './state/compare-history.ts';
import { createCompareSession } from './state/compare-session.ts';
import { followDuplicates } from './state/duplicates.ts';
import { openKeptSearches, rememberSearches } from './state/kept-searches.ts';
import { keepTexts } from './state/kept-texts.ts';
import { watchLibrary } from './state/library-watch.ts';
import { createNotices } from './state/notices.ts';
import { renewSearches } from './state/renew-searches.ts';
import { keepSearchInAddress } from './state/search-address.ts';
import { searchRequest } from './state/search-request.ts';
import { createSearchSession } from './state/search-session.ts';
import { type Services, ServicesContext } from './state/services.ts';
import { followAddress } from './state/view.ts';

function openServices(page: Window): Services {
  const appearance = openAppearance(page.localStorage, (query) => page.matchMedia(query));
  wearLook(appearance.look, page.document.documentElement);
  const connection = connect(chooseTransport(page));
  const library = watchLibrary(connection, new AbortController().signal);
  const search = createSearchSession((question, signal) =>
    connection.client.search.query(searchRequest(question), { signal }),
  );
  renewSearches(search, library, connection.state);
  const keptSearches = openKeptSearches(page.localStorage);
  rememberSearches(search, keptSearches);
  const duplicates = followDuplicates(connection, library);
  const notices = createNotices();
  const addFolder = createAddFolder(connection, library, notices);
  const shell = shellBridge(page);
  const folderAdding = shell && connectShell(page, shell, addFolder);
  const compare = createCompareSession({
    choices: () => connection.client.compare.choices(),
    compare: (request, signal) => connection.client.compare.texts(request, { signal }),
  });
  const compareHistory = openCompareHistory(page.localStorage);
  keepHistory(compare, compareHistory);
  keepTexts(compare, page.sessionStorage);
  const view = followAddress(page);
  keepSearchInAddress(page, search, view, page.sessionStorage);
  return {
    connection,
    library,
    search,
    keptSearches,
    duplicates,
    compare,
    compareHistory,
    view,
    notices,
    addFolder,
    folderAdding,
    chooseModelFolder: shell && (() => shell.chooseFolder('model')),
    desktop: shell,
    appearance,
  };
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ServicesContext value={openServices(window)}>
      <AppShell />
    </ServicesContext>
  </StrictMode>,
);
