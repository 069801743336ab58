import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import envPaths from 'env-paths';
import { DomainError } from '../app/base/domain-error.ts';

export interface LaunchOptions {
  readonly libraryDir: string;
  /** Id or folder of a model package; null for the library's own. */
  readonly model: string | null;
  /**
   * Where Chromium and the shell keep their own things. Each library has one, since the lock that lets only one app
   * open lies there. Electron's own choice would be, on macOS, the folder of the default library.
   */
  readonly profileDir: string;
}

/**
 * What the app was started with: `--library DIR` and `--model ID|DIR`, as for `semblance serve`.
 * @param args  as in `process.argv`, without the program; Electron and Chromium put arguments of their own among them.
 * @throws DomainError `launch.bad-option`
 */
export function launchOptions(args: readonly string[]): LaunchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { library: { type: 'string' }, model: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  const library = textOf('library', values.library);
  const model = textOf('model', values.model) ?? null;
  const folders = envPaths('semblance', { suffix: '' });
  const libraryDir = resolve(library ?? folders.data);
  const profile = libraryDir === resolve(folders.data) ? 'window' : `window-${shortHash(libraryDir)}`;
  return { libraryDir, model, profileDir: join(folders.config, profile) };
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
