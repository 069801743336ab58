import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** SQLite makes these for readers too; an empty log holds no change. */
const OF_READERS = /\.sqlite-(shm|wal)$/;
const LOG = /-wal$/;

/**
 * Every file of a folder with the hash of its content, for tests that say that nothing was changed on disk. Null where
 * there is no folder.
 */
export function folderState(folder: string): Record<string, string> | null {
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const state: Record<string, string> = {};
  for (const { parentPath, name } of files) {
    const path = join(parentPath, name);
    const content = readFileSync(path);
    if (OF_READERS.test(name) && !(LOG.test(name) && content.length > 0)) continue;
    state[relative(folder, path)] = createHash('sha256').update(content).digest('hex');
  }
  return state;
}
