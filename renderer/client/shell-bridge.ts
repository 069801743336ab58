import type { ShellBridge } from '../../app/contracts/shell-messages.ts';

/** What the Electron shell offers to its page; null in a browser. */
export function shellBridge(page: Window): ShellBridge | null {
  return (page as { readonly semblanceShell?: ShellBridge }).semblanceShell ?? null;
}
