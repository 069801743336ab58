import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { openModelPackage } from '../embedding/index.ts';
import { databasePath } from '../storage/connection.ts';
import { LibraryLock } from '../storage/library-lock.ts';
import { sourceListPath } from '../storage/source-list.ts';
import { derivedFolder, downloadsFolder, graphsFolder, modelsFolder } from './library-folders.ts';
import { PARTIAL } from './model-packages.ts';

/**
 * Deletes a library that nobody has open: the files and folders that Semblance makes, by their names, and nothing else
 * that may lie beside them. What the library knows goes first. Links are not followed: what is behind one stays, and so does it.
 * @returns what was left: links in the place of the library's own folders, and what in `models` is no model package.
 * @throws DomainError `library.locked` | `library.not-deleted`
 */
export async function deleteLibrary(libraryDir: string): Promise<string[]> {
  const lock = LibraryLock.acquire(libraryDir);
  if (!(lock instanceof LibraryLock)) throw inUse(libraryDir, lock.pid);
  const refused: unknown[] = [];
  const remove = (path: string) =>
    rm(path, { recursive: true, force: true }).catch((error: unknown) => void refused.push(error));
  const left: string[] = [];
  const database = databasePath(libraryDir);
  // The list of folders first: beside an empty database it would bring them back.
  const logs = ['-wal', '-shm', '-journal'].map((ending) => `${database}${ending}`);
  for (const file of [sourceListPath(libraryDir), database, ...logs]) await remove(file);
  for (const cache of [graphsFolder, derivedFolder, downloadsFolder].map((folder) => folder(libraryDir))) {
    if (await isLink(cache)) left.push(cache);
    else await remove(cache);
  }
  left.push(...(await removeModels(modelsFolder(libraryDir), remove)));
  lock[Symbol.dispose]();
  await remove(join(libraryDir, 'library.lock'));
  if (refused.length > 0) throw notDeleted(refused);
  return left;
}

async function removeModels(folder: string, remove: (path: string) => Promise<void>): Promise<string[]> {
  if (await isLink(folder)) return [folder];
  const left: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    if (await isOwn(path, name)) await remove(path);
    else left.push(path);
  }
  if (left.length === 0) await rmdir(folder).catch(() => {});
  return left;
}

/** A package, or what a copy of one left. */
async function isOwn(path: string, name: string): Promise<boolean> {
  if (await isLink(path)) return false;
  return (
    name.startsWith(PARTIAL) ||
    openModelPackage(path).then(
      () => true,
      () => false,
    )
  );
}

async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isSymbolicLink() ?? false;
}

function inUse(libraryDir: string, pid: number): DomainError {
  return new DomainError('library.locked', {
    message: `The library ${libraryDir} is in use by process ${pid}.`,
    nextStep: 'Close the other Semblance that has it open, then try again.',
    retryable: true,
  });
}

function notDeleted(refused: readonly unknown[]): DomainError {
  return new DomainError('library.not-deleted', {
    message: `Some of the library could not be deleted: ${(refused[0] as Error).message}`,
    nextStep: 'Close other programs that use the folder, mend its permissions, and try again.',
    retryable: true,
    cause: refused[0],
  });
}
