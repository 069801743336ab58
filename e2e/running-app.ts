import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const PROGRAM = 'cli/semblance.ts';
const NOTES = fileURLToPath(new URL('fixtures/notes', import.meta.url));

/** A running Semblance with a library and a home folder of its own. */
export interface RunningApp extends AsyncDisposable {
  /** The address of its page; under the loopback host with the token. */
  readonly url: string;
  readonly home: string;
  /** A copy of the fixture notes, free to be changed. */
  readonly notes: string;
  /** Answers the system's next dialog for folders; null where the page has a chooser of its own. */
  readonly answerFolderDialog: ((path: string) => Promise<void>) | null;
  /** Shows the app in a page as if it had just been opened. */
  show(page: Page): Promise<void>;
  /** Takes leave of the page after a test. */
  leave(page: Page): Promise<void>;
  /** Ends the app as a crash would. */
  kill(): Promise<void>;
}

/** `empty`: a new library; `notes`: one in which the notes are indexed already. */
export type Content = 'empty' | 'notes';

/** A home folder with notes in it, and what a program needs to take it for the user's. */
export interface Home extends AsyncDisposable {
  readonly home: string;
  readonly notes: string;
  readonly library: string;
  readonly options: { readonly cwd: string; readonly env: Record<string, string> };
}

export async function makeHome(content: Content): Promise<Home> {
  const home = await mkdtemp(join(tmpdir(), 'semblance-e2e-'));
  const notes = join(home, 'notes');
  const library = join(home, 'library');
  await mkdir(join(home, 'Documents'));
  await cp(NOTES, notes, { recursive: true });
  const options = { cwd: ROOT, env: environmentOf(home) };
  if (content === 'notes') {
    await promisify(execFile)(process.execPath, [PROGRAM, 'index', notes, '--library', library], options);
  }
  return {
    home,
    notes,
    library,
    options,
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }),
  };
}

/** Every place where a program would look for the user's own folders lies in this home. */
function environmentOf(home: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'AppData', 'Roaming'),
    LOCALAPPDATA: join(home, 'AppData', 'Local'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
  };
}
