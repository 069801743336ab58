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
