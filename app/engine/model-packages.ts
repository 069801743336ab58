import { randomUUID } from 'node:crypto';
import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DomainError } from '../base/domain-error.ts';
import type { ModelReport } from '../contracts/models.ts';
import { verifyPackage } from '../conversion/index.ts';
import { type ModelPackage, openModelPackage, verifyChecksums } from '../embedding/index.ts';
import { EncoderClient } from './encoder-client.ts';
import type { EngineParts } from './engine-parts.ts';
import { modelsFolder } from './library-folders.ts';
import { findModel, listPackages } from './model-store.ts';

/** Begins the name of a folder that a package is copied into before it is found sound. */
export const PARTIAL = '.partial-';
const TRIAL_TEXT = 'A package is sound when it can read this.';

/**
 * Copies a package into the library, under its id. It is there once every file is as its card says and the model has
 * encoded a text; until then, and when it is not sound, nothing has changed.
 * @throws DomainError `model.missing` | `model.checksum` | `model.corrupt` | `model.unsupported` | `model.present` |
 *   `model.cannot-copy` | `encoder.*`
 */
export async function importModel(
  folder: string,
  { libraryDir, spawn, logger }: Pick<EngineParts, 'libraryDir' | 'spawn' | 'logger'>,
): Promise<void> {
  const offered = await openModelPackage(folder);
  const root = modelsFolder(libraryDir);
  if ((await listPackages(libraryDir)).some(({ model }) => model.id === offered.id)) throw present(offered);
  const partial = join(root, `${PARTIAL}${randomUUID()}`);
  try {
    await clearPartials(root);
    await copyPackage(folder, partial);
    const copied = await openModelPackage(partial);
    await verifyChecksums(copied);
    using encoder = new EncoderClient(partial, spawn, logger);
    await encoder.encodeQuery(TRIAL_TEXT);
    // The id of a plain export is made of its folder's name.
    await rename(partial, join(root, offered.card === null ? basename(offered.dir) : offered.id));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** @throws DomainError `model.missing` | `conversion.*` */
export async function verifyAnyModel(name: string, libraryDir: string): Promise<ModelReport> {
  const model = await findModel(name, libraryDir);
  const { id, passed, checks } = await verifyPackage(model.dir);
  return { id, passed, checks: checks.map(({ name, passed, message }) => ({ name, passed, message })) };
}

/**
 * Deletes a package of the library's own.
 * @param used  ids of the models that the library uses or is prepared for.
 * @throws DomainError `model.missing` | `model.bundled` | `model.in-use`
 */
export async function removeModel(
  id: string,
  libraryDir: string,
  used: readonly (string | undefined)[],
): Promise<void> {
  const found = (await listPackages(libraryDir)).filter(({ model }) => model.id === id);
  const own = found.find(({ origin }) => origin === 'library');
  if (used.includes(id)) throw inUse(id);
  if (!own) throw found.length > 0 ? bundled(id) : missing(id);
  await rm(own.model.dir, { recursive: true });
}

/** What a copy left whose process was killed. */
async function clearPartials(root: string): Promise<void> {
  for (const name of await readdir(root).catch(() => [])) {
    if (name.startsWith(PARTIAL)) await rm(join(root, name), { recursive: true, force: true });
  }
}

async function copyPackage(folder: string, partial: string): Promise<void> {
  try {
    await mkdir(partial, { recursive: true, mode: 0o700 });
    // A package of the Hugging Face cache is made of links; what they lead to is copied.
    await cp(folder, partial, { recursive: true, dereference: true, filter: isPlain });
  } catch (cause) {
    throw new DomainError('model.cannot-copy', {
      message: `The model cannot be copied into the library: ${(cause as Error).message}`,
      nextStep: 'Check that there is room on the disk and that the files can be read.',
      cause,
    });
  }
}

/** Sockets and pipes are no part of a package. */
async function isPlain(path: string): Promise<boolean> {
  const found = await stat(path);
  return found.isFile() || found.isDirectory();
}

function present({ id, name }: ModelPackage): DomainError {
  return new DomainError('model.present', {
    message: `A model with the id ${id} (${name}) is at hand already.`,
    nextStep: 'Remove it first to put this one in its place, or choose it as it is.',
  });
}

function inUse(id: string): DomainError {
  return new DomainError('model.in-use', {
    message: `The library uses the model ${id}.`,
    nextStep: 'Change the library to another model first.',
  });
}

function bundled(id: string): DomainError {
  return new DomainError('model.bundled', {
    message: `The model ${id} comes with the program and cannot be removed.`,
    nextStep: 'Leave it; only models that were imported can be removed.',
  });
}

function missing(id: string): DomainError {
  return new DomainError('model.missing', {
    message: `There is no model called ${id} in this library.`,
    nextStep: 'Reload the list of models.',
  });
}
