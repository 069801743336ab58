import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DomainError } from '../app/base/domain-error.ts';
import { sourceIdentity } from '../app/engine/sources.ts';

/** Absolute paths of folders that may become sources. @throws DomainError `source.*` */
export async function sourceFolders(folders: readonly string[], libraryDir: string): Promise<string[]> {
  for (const folder of folders) await sourceIdentity(folder, libraryDir);
  return folders.map((folder) => resolve(folder));
}

/** A text file named on the command line. @throws DomainError `input.unreadable` */
export async function readInput(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new DomainError('input.unreadable', {
      message: `The file ${path} cannot be read.`,
      nextStep: 'Check the path and its permissions.',
      cause,
    });
  }
}
