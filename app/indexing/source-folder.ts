import { readdir, realpath, stat, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import { isWithin } from '../base/is-within.ts';
import type { FolderIdentity, KnownDocument, SourceRow } from '../storage/read/documents.ts';
import { isStillThere } from './same-file.ts';

/** Of Linux's statfs(2): procfs, sysfs, debugfs, tracefs, securityfs, devpts, cgroup, cgroup2, bpf. */
const SYSTEM_FILES: ReadonlySet<number> = new Set([
  0x9fa0, 0x62656572, 0x64626720, 0x74726163, 0x73636673, 0x1cd1, 0x27e0eb, 0x63677270, 0xcafe4a11,
]);
const OTHER_FOLDER = 'Choose a folder with your own documents.';

/** @throws DomainError `source.missing` | `source.not-a-folder` */
export async function folderIdentity(path: string): Promise<FolderIdentity> {
  const info = await stat(path).catch(() => null);
  if (info?.isDirectory()) return { device: info.dev, inode: info.ino };
  throw info
    ? new DomainError('source.not-a-folder', {
        message: `${path} is not a folder.`,
        nextStep: 'Add the folder that holds the file.',
      })
    : new DomainError('source.missing', {
        message: `The folder ${path} does not exist or cannot be read.`,
        nextStep: 'Check the path and its permissions.',
      });
}

/** A folder whose inode was not kept is known by its device alone. */
export function isSameFolder(a: FolderIdentity, b: FolderIdentity): boolean {
  return a.device === b.device && (a.inode === b.inode || a.inode === null || b.inode === null);
}

/**
 * Whether a source can be read now. Its folder may be gone, or be the empty mount point of a drive that was unmounted, or
 * hold another drive: none of that may be taken for a folder whose files were deleted.
 * @param known  some of the documents that were read from it: a folder that the system knows as another one is the
 *   source's still when it has any of them as it was read.
 */
export async function isReachable(
  source: SourceRow,
  known: () => readonly KnownDocument[],
): Promise<boolean> {
  try {
    if (isSameFolder(await folderIdentity(source.path), source)) return true;
    const documents = known();
    if (documents.length === 0) return (await readdir(source.path)).length > 0;
    return (await Promise.all(documents.map(isStillThere))).includes(true);
  } catch {
    return false;
  }
}

/**
 * What a folder is known by that may become a source. The library's own folder holds no documents of a person, nor
 * do files that the system makes up.
 * @throws DomainError `source.missing` | `source.not-a-folder` | `source.is-library` | `source.is-system`
 */
export async function sourceIdentity(path: string, libraryDir: string): Promise<FolderIdentity> {
  const identity = await folderIdentity(path);
  if (await liesInLibrary(path, libraryDir)) {
    throw new DomainError('source.is-library', {
      message: `${path} is where Semblance keeps this library; it holds no documents of yours.`,
      nextStep: OTHER_FOLDER,
    });
  }
  if (process.platform === 'linux' && SYSTEM_FILES.has((await statfs(path)).type)) {
    throw new DomainError('source.is-system', {
      message: `The files of ${path} are made up by the system; they are no documents.`,
      nextStep: OTHER_FOLDER,
    });
  }
  return identity;
}

/** By real paths: a folder has more than one spelling. The library need not be there yet. */
async function liesInLibrary(path: string, libraryDir: string): Promise<boolean> {
  return isWithin(await realpath(path), await realpath(libraryDir).catch(() => resolve(libraryDir)));
}
