import { execFile } from 'node:child_process';
import { basename, win32 } from 'node:path';
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
  readonly environment?: NodeJS.ProcessEnv;
  /** Runs a program of the system; for tests, which must not fill the person's bin. */
  readonly run?: (bin: SystemBin) => Promise<unknown>;
}

/** What the script ends with on a drive that has no bin. */
const NO_BIN = 3;
/** Windows deletes for good what lies on the network or on a drive that can be pulled out, and asks nobody. */
const POWERSHELL = [
  "$ErrorActionPreference = 'Stop'",
  '$root = [System.IO.Path]::GetPathRoot($env:SEMBLANCE_FILE)',
  `if ($root -notmatch '^[A-Za-z]:\\\\$') { exit ${NO_BIN} }`,
  `if ((New-Object System.IO.DriveInfo $root).DriveType -ne 'Fixed') { exit ${NO_BIN} }`,
  'Add-Type -AssemblyName Microsoft.VisualBasic',
  "[Microsoft.VisualBasic.FileIO.FileSystem]::DeleteFile($env:SEMBLANCE_FILE, 'OnlyErrorDialogs', 'SendToRecycleBin')",
].join('; ');

/**
 * Puts a file into the bin of the system, from which the person can take it back.
 * @param path  absolute, of a file
 * @returns what puts the file back where it was; null on systems whose bins cannot be asked to.
 * @throws DomainError `bin.failed` | `bin.no-bin`
 */
export async function moveToBin(
  path: string,
  { platform = process.platform, environment = process.env, run = runProgram }: MoveToBinOptions = {},
): Promise<(() => Promise<void>) | null> {
  try {
    // macOS has had the program since version 15; earlier ones refuse, and nothing happens.
    if (platform === 'darwin') await run({ command: '/usr/bin/trash', args: [path], env: {} });
    else if (platform === 'win32') await run(windowsBin(path, environment));
    else return await moveToTrashFolder(path);
    return null;
  } catch (cause) {
    if (platform === 'win32' && (cause as { code?: unknown }).code === NO_BIN) throw noBin(path, cause);
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

function noBin(path: string, cause: unknown): DomainError {
  return new DomainError('bin.no-bin', {
    message: `“${basename(path)}” lies on a drive that has no bin, and would be gone for good.`,
    nextStep: `The file is where it was: ${path}. Delete it yourself if you do not need it.`,
    cause,
  });
}

/** By its place: a program of that name may lie in a folder that is searched first. */
function windowsBin(path: string, { SystemRoot }: NodeJS.ProcessEnv): SystemBin {
  if (!SystemRoot) throw new Error('The environment does not name %SystemRoot%.');
  return {
    command: win32.join(SystemRoot, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    args: ['-NoProfile', '-NonInteractive', '-Command', POWERSHELL],
    env: { SEMBLANCE_FILE: path },
  };
}

function runProgram({ command, args, env }: SystemBin): Promise<unknown> {
  return promisify(execFile)(command, [...args], { env: { ...process.env, ...env }, windowsHide: true });
}
