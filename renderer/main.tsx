import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseTransport } from './client/choose-transport.ts';
import { connect } from './client/connection.ts';
import { AppShell } from './features/shell/app-shell.tsx';
import { watchLibrary } from './state/library-watch.ts';
import { renewSearches } from './state/renew-searches.ts';
import { createSearchSession } from './state/search-session.ts';
import { type Services, ServicesContext } from './state/services.ts';
import { followAddress } from './state/view.ts';

const RESULT_LIMIT = 30;

function openServices(page: Window): Services {
  const connection = connect(chooseTransport(page));
  const library = watchLibrary(connection, new AbortController().signal);
  const search = createSearchSession(({ query, mode }, signal) =>
    connection.client.search.query({ query, mode, limit: RESULT_LIMIT }, { signal }),
  );
  renewSearches(search, library, connection.state);
  return { connection, library, search, view: followAddress(page) };
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ServicesContext value={openServices(window)}>
      <AppShell />
    </ServicesContext>
  </StrictMode>,
);
