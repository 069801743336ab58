import type { ShellBridge } from '../../../app/contracts/shell-messages.ts';
import type { AddFolder } from '../../state/add-folder.ts';
import { addressOfLink } from '../../state/document-address.ts';
import { createFolderAdding, type FolderAdding } from '../../state/folder-adding.ts';
import { followMenu } from '../../state/menu-commands.ts';
import { addressOf } from '../../state/view.ts';
import { goToSearchField, isDialogOpen } from './use-search-shortcut.ts';

/** Joins the page to the Electron shell around it: its dialog for folders and its menu. */
export function connectShell(page: Window, shell: ShellBridge, addFolder: AddFolder): FolderAdding {
  const folderAdding = createFolderAdding(() => shell.chooseFolder('source'), addFolder);
  followMenu(shell, {
    show: (view) => {
      page.location.hash = addressOf(view);
    },
    find: goToSearchField,
    addFolder: () => void folderAdding.start(),
    go: (link) => {
      page.location.hash = addressOfLink(link);
    },
    isBlocked: isDialogOpen,
  });
  return folderAdding;
}
