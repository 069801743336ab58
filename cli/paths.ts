import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DomainError } from '../app/base/domain-error.ts';

/** Absolute paths of folders that are there. @throws DomainError `source.missing` | `source.not-a-folder` */
export async function existingFolders(folders: readonly string[]): Promise<string[]> {
  for (const folder of folders) {
    const info = await stat(folder).catch(() => null);
    if (info?.isDirectory()) continue;
    throw new DomainError(info ? 'source.not-a-folder' : 'source.missing', {
      message: info ? `${folder} is not a folder.` : `The folder ${folder} does not exist or cannot be read.`,
      nextStep: 'Check the path and its permissions.',
    });
  }
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
