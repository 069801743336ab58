import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A transaction seldom takes more. */
const ROOM = Buffer.alloc(1024 * 1024, 1);

/**
 * Whether a library's folder takes a file of 1 MiB just now, which is deleted again at once: SQLite tells that a disk is
 * full only when all the work for what is to be stored is done.
 */
export async function takesWrites(libraryDir: string): Promise<boolean> {
  const trial = join(libraryDir, 'library.lock.trial');
  try {
    await rm(trial, { force: true });
    await using file = await open(trial, 'wx', 0o600);
    await file.writeFile(ROOM);
    await file.sync();
    return true;
  } catch {
    return false;
  } finally {
    await rm(trial, { force: true }).catch(() => {});
  }
}
