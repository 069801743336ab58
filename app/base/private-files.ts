import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const OF_OTHERS = 0o077;

/**
 * From now on, whatever this process and its children make can be read by the user alone, unless it is made with other
 * permissions on purpose. For processes that write a library: its texts are those of the user's documents. Windows has
 * no such permissions; there the folders of a user are closed to others.
 */
export function keepNewFilesPrivate(): void {
  if (isMainThread) process.umask(OF_OTHERS);
}

/**
 * Makes a file, or a folder with all that is in it, readable for the user alone. Links are not followed; what belongs to
 * somebody else stays as it is, and what goes away meanwhile is passed over.
 * @throws what the system says where permissions cannot be changed.
 */
export function makePrivate(path: string): void {
  try {
    const info = lstatSync(path);
    if (info.isSymbolicLink()) return;
    const isOpen = (info.mode & OF_OTHERS) !== 0;
    if (isOpen && info.uid === process.getuid?.()) chmodSync(path, info.mode & 0o700);
    if (!info.isDirectory()) return;
    for (const entry of readdirSync(path)) makePrivate(join(path, entry));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
