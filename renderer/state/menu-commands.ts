import type { AppLink } from '../../app/contracts/app-link.ts';
import type { MenuCommand, MenuView, ShellBridge } from '../../app/contracts/shell-messages.ts';

interface MenuTargets {
  show(view: MenuView): void;
  find(): void;
  addFolder(): void;
  go(link: AppLink): void;
  /** While a dialog of the page is open, the menu leads nowhere. */
  isBlocked(): boolean;
}

/** Does what is chosen in the application menu. */
export function followMenu(shell: Pick<ShellBridge, 'onMenuCommand'>, targets: MenuTargets): void {
  shell.onMenuCommand((command: MenuCommand) => {
    if (targets.isBlocked()) return;
    switch (command.kind) {
      case 'show':
        targets.show(command.view);
        break;
      case 'find':
        targets.find();
        break;
      case 'add-folder':
        targets.show('library');
        targets.addFolder();
        break;
      case 'go':
        targets.go(command.link);
    }
  });
}
