import { mkdirSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { databasePath } from '../../../app/storage/connection.ts';
import { LibraryStore } from '../../../app/storage/library-store.ts';
import type { Told } from '../outcome.ts';
import type { Specimen } from './specimen.ts';

const LIST = 'library.sources.json';
const FOLDERS = ['/home/ada/notes', '/home/ada/papers', '/home/ada/größe'];

/** The list of folders beside a database that has them too, and beside one that lost its content. */
export async function listSpecimens(root: string): Promise<Specimen[]> {
  const whole = await libraryIn(join(root, 'whole'), FOLDERS);
  const older = await libraryIn(join(root, 'older'), FOLDERS.slice(1));
  const other = await libraryIn(join(root, 'other'), ['/home/eve/letters']);
  const specimen = {
    ...{ whole, older, other },
    pathIn: (folder: string) => join(folder, LIST),
    async [Symbol.asyncDispose]() {},
  };
  return [
    { ...specimen, file: LIST, examine: async (folder) => besideWhole(folder) },
    { ...specimen, file: `${LIST} beside an empty database`, examine: async (folder) => besideEmpty(folder) },
  ];
}

async function libraryIn(dir: string, folders: readonly string[]): Promise<string> {
  mkdirSync(dir);
  using store = LibraryStore.open(dir);
  for (const folder of folders) await store.writer!.addSource(folder, { device: 1, inode: null });
  return dir;
}

/** The database has the folders, so nothing is lost, and no half list is left behind. */
function besideWhole(folder: string): Told {
  using store = LibraryStore.open(folder);
  const found = store.documents.sources().map(({ path }) => path);
  const leftOver = readdirSync(folder).filter((name) => name.startsWith(`${LIST}.`));
  const lost = FOLDERS.filter((path) => !found.includes(path));
  return { toldBy: null, changed: [...lost, ...leftOver, ...strangeTo(found)], crash: null };
}

/** What can be read of the list comes back, and is told; no other folder ever does. */
function besideEmpty(folder: string): Told {
  truncateSync(databasePath(folder));
  using store = LibraryStore.open(folder);
  return { toldBy: 'opening', changed: strangeTo(store.restoredSources), crash: null };
}

/** The list of another library or of an earlier day is a sound one. */
function strangeTo(found: readonly string[]): string[] {
  return found.filter((path) => ![...FOLDERS, '/home/eve/letters'].includes(path));
}
