import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import envPaths from 'env-paths';
import { DomainError } from '../app/base/domain-error.ts';
import { APP_LINK_SCHEME, type AppLink, appLinkAmong } from '../app/contracts/app-link.ts';
import { readDesktopSettings } from './desktop/desktop-settings.ts';

const FOLDERS = envPaths('semblance', { suffix: '' });

export interface LaunchOptions {
  readonly libraryDir: string;
  /** Id or folder of a model package; null for the library's own. */
  readonly model: string | null;
  /**
   * Where Chromium and the shell keep their own things. Each library has one, since the lock that lets only one app
   * open lies there. Electron's own choice would be, on macOS, the folder of the default library.
   */
  readonly profileDir: string;
  /** What the app keeps for all libraries. */
  readonly settingsFile: string;
  /** What the app was started by, to be opened first. */
  readonly link: AppLink | null;
}

/**
 * What the app was started with: `--library DIR` and `--model ID|DIR`, as for `semblance serve`, and a link into the app.
 * Without a library, it is the one opened last that is still there.
 * @param args  as in `process.argv`, without the program; Electron and Chromium put arguments of their own among them.
 * @param settingsFile  where the libraries opened last are listed.
 * @throws DomainError `launch.bad-option`
 */
export function launchOptions(
  args: readonly string[],
  settingsFile = join(FOLDERS.config, 'desktop.json'),
): LaunchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { library: { type: 'string' }, model: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  const library = textOf('library', values.library);
  const model = textOf('model', values.model) ?? null;
  const [latest] = readDesktopSettings(settingsFile).libraries.filter((dir) => existsSync(dir));
  const libraryDir = resolve(library ?? latest ?? FOLDERS.data);
  const profile = libraryDir === resolve(FOLDERS.data) ? 'window' : `window-${shortHash(libraryDir)}`;
  return {
    libraryDir,
    model,
    profileDir: join(FOLDERS.config, profile),
    settingsFile,
    link: appLinkAmong(args),
  };
}

/** The arguments that start the app again with another library, and without what this start was asked for. */
export function argumentsFor(libraryDir: string, args: readonly string[]): string[] {
  const others = args.filter(
    (arg, place) =>
      arg !== '--library' &&
      args[place - 1] !== '--library' &&
      !arg.startsWith('--library=') &&
      !arg.startsWith(`${APP_LINK_SCHEME}:`),
  );
  return [...others, '--library', libraryDir];
}

function textOf(option: string, value: string | boolean | undefined): string | undefined {
  if (value === undefined || (typeof value === 'string' && value !== '')) return value;
  throw new DomainError('launch.bad-option', {
    message: `--${option} was given without a value.`,
    nextStep: `Give one, or leave --${option} out.`,
  });
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
