import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { DomainError } from '../base/domain-error.ts';
import { moveToTrashFolder } from './trash-folder.ts';

/** How the system is asked to put a file into its bin. The path is never part of a program's text. */
interface SystemBin {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface MoveToBinOptions {
  readonly platform?: NodeJS.Platform;
  /** Runs a program of the system; for tests, which must not fill the person's bin. */
  readonly run?: (bin: SystemBin) => Promise<unknown>;
}

const POWERSHELL = [
  'Add-Type -AssemblyName Microsoft.VisualBasic',
  "[Microsoft.VisualBasic.FileIO.FileSystem]::DeleteFile($env:SEMBLANCE_FILE, 'OnlyErrorDialogs', 'SendToRecycleBin')",
].join('; ');

/**
 * Puts a file into the bin of the system, from which the person can take it back.
 * @param path  absolute, of a file
 * @returns what puts the file back where it was; null on systems whose bins cannot be asked to.
 * @throws DomainError `bin.failed`
 */
export async function moveToBin(
  path: string,
  { platform = process.platform, run = runProgram }: MoveToBinOptions = {},
): Promise<(() => Promise<void>) | null> {
  try {
    // macOS has had the program since version 15; earlier ones refuse, and nothing happens.
    if (platform === 'darwin') await run({ command: '/usr/bin/trash', args: [path], env: {} });
    else if (platform === 'win32') await run(windowsBin(path));
    else return await moveToTrashFolder(path);
    return null;
  } catch (cause) {
    throw notMoved(path, cause);
  }
}

/** The system did not take a file into its bin. */
export function notMoved(path: string, cause: unknown): DomainError {
  return new DomainError('bin.failed', {
    message: `The system could not put “${basename(path)}” into its bin.`,
    nextStep: `The file is where it was: ${path}. Its folder may be read-only, or on a drive that has no bin.`,
    cause,
  });
}

function windowsBin(path: string): SystemBin {
  return {
    command: 'powershell.exe',
    args: ['-NoProfile', '-NonInteractive', '-Command', POWERSHELL],
    env: { SEMBLANCE_FILE: path },
  };
}

function runProgram({ command, args, env }: SystemBin): Promise<unknown> {
  return promisify(execFile)(command, [...args], { env: { ...process.env, ...env }, windowsHide: true });
}
