import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageUse } from '../contracts/library.ts';
import { databasePath } from '../storage/connection.ts';
import { derivedFolder, graphsFolder, modelsFolder } from './library-folders.ts';

/** Measures what a library takes up on its disk: the lengths of its files, in bytes. */
export async function storageUse(libraryDir: string): Promise<StorageUse> {
  const database = databasePath(libraryDir);
  const [databaseFiles, graphs, derivedModels, models, free] = await Promise.all([
    Promise.all([database, `${database}-wal`, `${database}-shm`].map(fileBytes)),
    folderBytes(graphsFolder(libraryDir)),
    folderBytes(derivedFolder(libraryDir)),
    folderBytes(modelsFolder(libraryDir)),
    freeBytes(libraryDir),
  ]);
  return { database: databaseFiles.reduce(sum, 0), graphs, derivedModels, models, free };
}

/** 0 for a file that is not there, or no longer. */
async function fileBytes(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

/** Lengths of all files of a folder; 0 for one that is not there. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ parentPath, name }) => fileBytes(join(parentPath, name))));
  return sizes.reduce(sum, 0);
}

async function freeBytes(folder: string): Promise<number | null> {
  const disk = await statfs(folder).catch(() => null);
  return disk ? disk.bavail * disk.bsize : null;
}

const sum = (total: number, size: number) => total + size;
