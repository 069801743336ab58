import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { FolderListing } from '../contracts/library.ts';

type Folder = FolderListing['folders'][number];

export interface FolderListingOptions {
  /** Which file names count as readable documents. */
  readonly isDocument: (fileName: string) => boolean;
}

/**
 * What the folder picker of the browser shows: sub-folders in reading order (hidden ones left out), the number of
 * readable documents directly inside, and places to start from.
 * @param path  an absolute path; without one, the home folder.
 * @throws DomainError `folder.not-absolute` | `folder.missing` | `folder.not-a-folder` | `folder.forbidden` | `folder.unreadable`
 */
export async function listFolder(
  path: string | undefined,
  { isDocument }: FolderListingOptions,
): Promise<FolderListing> {
  const asked = path ?? homedir();
  if (!isAbsolute(asked)) throw notAbsolute(asked);
  const folder = resolve(asked);
  const entries = await readEntries(folder);
  const subfolders = await Promise.all(entries.filter(isShown).map((entry) => asFolder(folder, entry)));
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    folders: subfolders.filter((found) => found !== null).sort(byName),
    documents: entries.filter((entry) => entry.isFile() && isShown(entry) && isDocument(entry.name)).length,
    places: await startingPlaces(),
  };
}

function isShown(entry: Dirent): boolean {
  return !entry.name.startsWith('.');
}

async function asFolder(parent: string, entry: Dirent): Promise<Folder | null> {
  const path = join(parent, entry.name);
  const isFolder = entry.isSymbolicLink() ? await isReachableFolder(path) : entry.isDirectory();
  return isFolder ? { name: entry.name, path } : null;
}

async function isReachableFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

const byName = (a: Folder, b: Folder): number => a.name.localeCompare(b.name, undefined, { numeric: true });

async function readEntries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw folderError(folder, error);
  }
}

/** Home and its usual folders, then mounted drives; only those that exist. */
async function startingPlaces(): Promise<Folder[]> {
  const home = homedir();
  const candidates = [
    { name: 'Home', path: home },
    ...['Documents', 'Desktop', 'Downloads'].map((name) => ({ name, path: join(home, name) })),
    ...(await mountedDrives()),
  ];
  const reachable = await Promise.all(candidates.map(({ path }) => isReachableFolder(path)));
  return candidates.filter((_, index) => reachable[index]);
}

async function mountedDrives(): Promise<Folder[]> {
  if (process.platform === 'win32') {
    return [...'CDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => ({ name: `${letter}:`, path: `${letter}:\\` }));
  }
  const parents = process.platform === 'darwin' ? ['/Volumes'] : ['/media', '/run/media'].map(ofThisUser);
  const mounted = await Promise.all(
    parents.map(async (parent) =>
      (await readdir(parent).catch(() => [])).map((name) => ({ name, path: join(parent, name) })),
    ),
  );
  return mounted.flat();
}

function ofThisUser(parent: string): string {
  return join(parent, process.env.USER ?? basename(homedir()));
}

function notAbsolute(path: string): DomainError {
  return new DomainError('folder.not-absolute', {
    message: `“${path}” is not a full path.`,
    nextStep: 'Type the path from the top, for example /home/me/Notes or C:\\Users\\me\\Notes.',
  });
}

function folderError(folder: string, cause: unknown): DomainError {
  const name = basename(folder) || folder;
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return new DomainError('folder.missing', {
        message: `There is no folder ${folder}.`,
        nextStep: 'Check the spelling, or choose the folder from the list.',
        cause,
      });
    case 'ENOTDIR':
      return new DomainError('folder.not-a-folder', {
        message: `${name} is a file, not a folder.`,
        nextStep: 'Choose the folder that holds it.',
        cause,
      });
    case 'EACCES':
    case 'EPERM':
      return new DomainError('folder.forbidden', {
        message: `You may not read ${folder}.`,
        nextStep: 'Ask for read access to this folder, or choose another one.',
        cause,
      });
    default:
      return new DomainError('folder.unreadable', {
        message: `${folder} could not be read.`,
        nextStep: 'Check that the drive is connected, then try again.',
        retryable: true,
        cause,
      });
  }
}
