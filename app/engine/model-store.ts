import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '../base/domain-error.ts';
import { type ModelPackage, openModelPackage } from '../embedding/index.ts';
import { modelsFolder } from './library-folders.ts';

/** Packages that come with the program, and the one that is used when none is named. */
const BUNDLED_MODELS = fileURLToPath(new URL('../../resources/models', import.meta.url));
const DEFAULT_MODEL = 'semblance-en-first';

/**
 * Finds a model package by what the user calls it: `default`, the id of a bundled package or of one in the library's
 * `models` folder, or a folder.
 * @throws DomainError `model.missing`, or as openModelPackage.
 */
export async function findModel(name: string, libraryDir?: string): Promise<ModelPackage> {
  const folder = modelFolders(name, libraryDir).find((candidate) => existsSync(candidate));
  if (folder) return openModelPackage(folder);
  const named = libraryDir === undefined ? [] : await listModels(libraryDir);
  const byId = named.find(({ id }) => id === name);
  if (byId) return byId;
  throw new DomainError('model.missing', {
    message: `There is no model called ${name}.`,
    nextStep: 'semblance model list shows the models at hand; a folder with a model package works too.',
  });
}

export interface ListedPackage {
  readonly model: ModelPackage;
  /** Where it lies: with the program, or in the library. */
  readonly origin: 'bundled' | 'library';
}

/** All packages at hand: the bundled ones, then those of the library. Folders that hold no package are left out. */
export async function listPackages(libraryDir: string): Promise<ListedPackage[]> {
  const bundled = await packagesIn(BUNDLED_MODELS);
  const own = await packagesIn(modelsFolder(libraryDir));
  return [
    ...bundled.map((model) => ({ model, origin: 'bundled' as const })),
    ...own.map((model) => ({ model, origin: 'library' as const })),
  ];
}

/** As {@link listPackages}, wherever they lie. */
export async function listModels(libraryDir: string): Promise<ModelPackage[]> {
  return (await listPackages(libraryDir)).map(({ model }) => model);
}

async function packagesIn(root: string): Promise<ModelPackage[]> {
  const packages: ModelPackage[] = [];
  const names = await readdir(root).catch(() => []);
  for (const name of names.sort()) {
    // What begins with a dot is being copied, or was when its process was killed.
    const found = name.startsWith('.') ? null : await openModelPackage(join(root, name)).catch(() => null);
    if (found) packages.push(found);
  }
  return packages;
}

function modelFolders(name: string, libraryDir: string | undefined): string[] {
  if (name === 'default') return [join(BUNDLED_MODELS, DEFAULT_MODEL)];
  if (isAbsolute(name) || name.includes(sep) || name.startsWith('.')) return [resolve(name)];
  const inLibrary = libraryDir ? [join(modelsFolder(libraryDir), name)] : [];
  return [join(BUNDLED_MODELS, name), ...inLibrary, resolve(name)];
}
