import { createContext, useContext } from 'react';
import type { ShellBridge } from '../../app/contracts/shell-messages.ts';
import type { Connection } from '../client/connection.ts';
import type { AddFolder } from './add-folder.ts';
import type { Appearance } from './appearance.ts';
import type { CompareHistory } from './compare-history.ts';
import type { CompareSession } from './compare-session.ts';
import type { Duplicates } from './duplicates.ts';
import type { FolderAdding } from './folder-adding.ts';
import type { KeptSearches } from './kept-searches.ts';
import type { LibraryState } from './library-watch.ts';
import type { Notices } from './notices.ts';
import type { SearchSession } from './search-session.ts';
import type { Store } from './store.ts';
import type { View } from './view.ts';

/** What the views work with; made once, when the window opens. */
export interface Services {
  readonly connection: Connection;
  readonly library: Store<LibraryState>;
  readonly search: SearchSession;
  readonly keptSearches: KeptSearches;
  readonly duplicates: Duplicates;
  readonly compare: CompareSession;
  readonly compareHistory: CompareHistory;
  readonly view: Store<View>;
  readonly notices: Notices;
  readonly addFolder: AddFolder;
  /** Null where the system has no dialog for folders: in a browser. */
  readonly folderAdding: FolderAdding | null;
  /** The system's dialog for the folder of a model; null as above. */
  readonly chooseModelFolder: (() => Promise<string | null>) | null;
  /** What only the desktop app can do; null in a browser. */
  readonly desktop: ShellBridge | null;
  readonly appearance: Appearance;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('A view is rendered outside of its services.');
  return services;
}
