import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as rest } from 'node:timers/promises';
import type { LibraryWriter } from '../storage/write/library-writer.ts';
import { type ChosenModel, cacheName, choiceOf, findChosenModel } from './chosen-model.ts';
import { derivedFolder, graphsFolder } from './library-folders.ts';
import type { LibraryBase, ModelServices } from './model-services.ts';
import { SHORTER_MARK } from './shorter-package.ts';

interface Clearing {
  readonly base: LibraryBase;
  readonly writer: LibraryWriter;
  /** In use. */
  readonly model: ModelServices;
  /** How long to wait before anything is deleted. */
  readonly keepMs: number;
}

/**
 * Deletes what the library holds of models that it neither uses nor is prepared for: vectors and comparisons, some
 * milliseconds' worth at a time, then the files made with them. Whatever is left when it is stopped goes the next time.
 * @throws AbortError; DomainError `library.*`
 */
export async function clearLeftOvers(
  { base, writer, model, keepMs }: Clearing,
  signal: AbortSignal,
): Promise<void> {
  const { models } = base.store;
  const coming = models.inRole('coming');
  const left = models.leftOver([model.id, ...(coming ? [models.idOf(coming.fingerprint)] : [])]);
  if (left.length > 0 && keepMs > 0) await rest(keepMs, undefined, { signal });
  for (const id of left) {
    for (let after: number | null = 0; after !== null; ) {
      signal.throwIfAborted();
      after = await writer.forgetPartOfModel(id, after);
      await nextTurn();
    }
  }
  const next = coming ? await findChosenModel(choiceOf(coming), base.libraryDir).catch(() => null) : null;
  await clearFiles(base.libraryDir, next ? [model.chosen, next] : [model.chosen]);
}

async function clearFiles(libraryDir: string, used: readonly ChosenModel[]): Promise<void> {
  const graphs = new Set(used.map(cacheName));
  for (const name of await entries(graphsFolder(libraryDir))) {
    if (!graphs.has(name)) await rm(join(graphsFolder(libraryDir), name), { recursive: true, force: true });
  }
  const packages = new Set(used.map(({ model }) => model.dir));
  for (const name of await entries(derivedFolder(libraryDir))) {
    const path = join(derivedFolder(libraryDir), name);
    if (name.includes(SHORTER_MARK) && !packages.has(path)) await rm(path, { recursive: true, force: true });
  }
}

async function entries(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => []);
}
