import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../../../app/base/domain-error.ts';
import { LibraryStore } from '../../../app/storage/library-store.ts';
import type { Told } from '../outcome.ts';
import type { Specimen } from './specimen.ts';

const LOCK = 'library.lock';
const HOLDER = 'library.lock.json';

/** The lock of a library that nobody holds, with the name that a killed holder left. */
export async function lockSpecimens(root: string): Promise<Specimen[]> {
  const [whole, older, other] = ['whole', 'older', 'other'].map((name) => libraryIn(join(root, name))) as [
    string,
    string,
    string,
  ];
  return [LOCK, HOLDER].map((file) => ({
    ...{ file, whole, older, other },
    pathIn: (folder) => join(folder, file),
    examine: async (folder) => examine(folder),
    async [Symbol.asyncDispose]() {},
  }));
}

function libraryIn(dir: string): string {
  mkdirSync(dir);
  LibraryStore.open(dir)[Symbol.dispose]();
  writeFileSync(join(dir, HOLDER), '{"pid":4711,"host":"elsewhere"}');
  return dir;
}

/** One writes, the next is refused and told by whom; where the lock cannot be one, that is told, and deleting it helps. */
function examine(folder: string): Told {
  try {
    return { toldBy: null, changed: locking(folder), crash: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    rmSync(join(folder, LOCK), { recursive: true, force: true });
    return { toldBy: 'opening', changed: locking(folder), crash: null };
  }
}

function locking(folder: string): string[] {
  using first = LibraryStore.open(folder);
  using second = LibraryStore.open(folder);
  const { pid, host } = second.lockedBy ?? { pid: 0, host: '' };
  return [
    ...(first.writer ? [] : ['nobody may write']),
    ...(second.writer ? ['two may write'] : []),
    ...(Number.isInteger(pid) && host.length > 0 ? [] : ['the holder has no name']),
  ];
}
