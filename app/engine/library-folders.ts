import { join } from 'node:path';

/** Graphs over vectors, one folder for each model: a cache. */
export function graphsFolder(libraryDir: string): string {
  return join(libraryDir, 'vectors');
}

/** What is made of model packages, one folder for each package: a cache. */
export function derivedFolder(libraryDir: string): string {
  return join(libraryDir, 'models-derived');
}

/** Packages of the library's own. */
export function modelsFolder(libraryDir: string): string {
  return join(libraryDir, 'models');
}

/** What is brought from a model hub, until it is a package: empty but after a download that was stopped. */
export function downloadsFolder(libraryDir: string): string {
  return join(libraryDir, 'downloads');
}
