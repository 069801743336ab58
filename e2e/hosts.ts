import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasDisplay } from '../app/host/open-file.ts';
import { installedElectron } from '../cli/installed-electron.ts';
import { findBrowser } from './browser.ts';

export const HOSTS = ['loopback', 'electron'] as const;
/** What shows the window: a browser served by the loopback host, or Electron. */
export type HostName = (typeof HOSTS)[number];

/** Tests that are about one host, and make no sense under the other, have its tag. */
export const TAGS: Readonly<Record<HostName, string>> = { loopback: '@loopback', electron: '@electron' };

/** A host that can run here, with the program that is driven; or why it cannot. */
export type FoundHost =
  | { readonly program: string; readonly launcher: readonly string[]; readonly description: string }
  | { readonly program: null; readonly description: string };

export function findHost(host: HostName): FoundHost {
  return host === 'loopback' ? findLoopback() : findElectron();
}

function findLoopback(): FoundHost {
  const program = findBrowser();
  return program === null
    ? { program, description: 'no browser found. Install one: sudo apt-get install chromium' }
    : { program, launcher: [], description: `loopback host in Chromium (${program})` };
}

function findElectron(): FoundHost {
  const program = installedElectron(process.env);
  if (program === null) {
    const hint = 'Install it: npx install-electron, or name its folder in ELECTRON_OVERRIDE_DIST_PATH';
    return { program, description: `no Electron binary found. ${hint}` };
  }
  const description = `Electron (${program})`;
  if (hasDisplay(process.env)) return { program, launcher: [], description };
  const xvfb = onPath('xvfb-run');
  return xvfb === null
    ? { program: null, description: 'no display for Electron. Install one: sudo apt-get install xvfb' }
    : { program, launcher: [xvfb, '-a'], description: `${description} on a virtual display` };
}

function onPath(command: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path)) ?? null;
}

/** The host of this run of Playwright, as `run.ts` has chosen it. */
export function currentHost(): HostName {
  return HOSTS.find((host) => host === process.env.SEMBLANCE_E2E_HOST) ?? 'loopback';
}
