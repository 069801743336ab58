import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { Broadcast } from '../base/broadcast.ts';
import type { Logger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import type { DeviceChoice } from '../contracts/device.ts';
import { verifyChecksums } from '../embedding/index.ts';
import type { VectorSink } from '../indexing/services.ts';
import { NO_MODEL } from '../storage/ids.ts';
import { LibraryStore } from '../storage/library-store.ts';
import { takesWrites } from '../storage/takes-writes.ts';
import { type ChosenModel, findChosenModel } from './chosen-model.ts';
import { Engine } from './engine.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';
import { IndexingJobs } from './indexing-jobs.ts';
import { LibraryFollower } from './library-follower.ts';
import { LibraryGuard } from './library-guard.ts';
import { ModelInUse } from './model-in-use.ts';
import { type LibraryBase, openModelServices } from './model-services.ts';
import { ModelSwitcher } from './model-switcher.ts';
import { openEncoder } from './open-encoder.ts';
import { ParserPool } from './parser-pool.ts';
import { type SettledModels, settleModels } from './settle-models.ts';
import { SettlingIn } from './settling-in.ts';
import { Sources } from './sources.ts';
import { WriteRetries } from './write-retries.ts';

/** Readers of the library look once a second; those of a former model need its vectors until they have changed too. */
const KEEP_FORMER_MS = 5_000;

export interface EngineOptions {
  readonly libraryDir: string;
  /** `default`, an id, or a folder; left out: the library's own. */
  readonly model?: string | undefined;
  /** Of that model: layers to run, all if left out. */
  readonly exitLayer?: number | undefined;
  /** Of its vectors: components to keep, all if left out. */
  readonly dimensions?: number | undefined;
  /**
   * `read` opens an existing library beside whoever holds it and changes nothing; `change` opens an existing one for
   * writing; `switch` also changes it to another model; `write` also makes one where there is none.
   */
  readonly access: 'read' | 'change' | 'switch' | 'write';
  /** Follow changes of the sources, and build graphs over the vectors: for hosts that stay. */
  readonly resident: boolean;
  /** What encodes texts, in place of what is set for the library. */
  readonly device?: DeviceChoice | undefined;
  readonly spawn: SpawnProcess;
  readonly logger: Logger;
}

/**
 * Opens a library and starts what serves it. Dispose the engine to close all of it.
 * @throws DomainError `library.*` | `model.*`; `device.*` of a device that is asked for and cannot be used
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { libraryDir, logger, spawn, access, resident, model, exitLayer, dimensions } = options;
  await using resources = new AsyncDisposableStack();
  const asked =
    model === undefined ? null : await findChosenModel({ model, exitLayer, dimensions }, libraryDir);
  if (access !== 'read' && !resident) await proveModel(asked, options);
  const openStore = access === 'write' && resident ? LibraryStore.openAsFarAsPossible : OPEN_STORE[access];
  const store = resources.use(openStore(libraryDir));
  const settled = await settleModels(store, asked, SWITCHES[access], libraryDir);

  const base = { ...options, store, keepsGraphs: resident && store.writer !== null };
  const inUse = resources.use(
    new ModelInUse(openModelServices(settled.active, await idOf(settled, store), base)),
  );
  if (options.device) await inUse.current.runner.choose(options.device);
  const changes = new Broadcast<void>();
  const parts = { libraryDir, store, inUse, changes, spawn, logger };
  const writing = startWriting(parts, base, options, resources);
  if (!writing) resources.use(new LibraryFollower(parts, asked ? null : base));
  if (writing && SWITCHES[access]) await takeUpModels(settled, asked, store, writing);
  if (store.restoredSources.length > 0) logger.warn('library.emptied', { sources: store.restoredSources });
  if (writing && resident) resources.use(guardOf(store, writing));
  if (writing && resident) retryRefused(parts, writing, resources);
  if (writing && resident) resources.use(new SettlingIn({ ...writing, inUse, logger }));
  return new Engine({ ...parts, writing }, resources.move());
}

/**
 * Before a command changes a library, its model is found sound; one that the library has not seen is loaded besides. So
 * a broken model changes nothing. Hosts that stay tell it with the first call that needs the model.
 */
async function proveModel(asked: ChosenModel | null, options: EngineOptions): Promise<void> {
  const { libraryDir } = options;
  using store = openForLooking(libraryDir);
  const chosen = asked ?? (store ? (await settleModels(store, null, false, libraryDir)).active : null);
  const proven = chosen ?? (await findChosenModel({ model: 'default' }, libraryDir));
  await verifyChecksums(proven.model);
  using runner = openEncoder(proven.model, options);
  if (options.device) await runner.choose(options.device);
  if (!store || store.models.idOf(proven.remembered.fingerprint) === NO_MODEL) await runner.start();
}

/** Null where there is no library yet, or none that can be read as it is. */
function openForLooking(libraryDir: string): LibraryStore | null {
  try {
    return LibraryStore.openReadOnly(libraryDir);
  } catch {
    return null;
  }
}

const OPEN_STORE: Record<EngineOptions['access'], (libraryDir: string) => LibraryStore> = {
  read: LibraryStore.openReadOnly,
  change: LibraryStore.openExisting,
  switch: LibraryStore.openExisting,
  write: LibraryStore.open,
};

/** Whether the library is changed to a model that is asked for, and a change that was begun goes on. */
const SWITCHES: Record<EngineOptions['access'], boolean> = {
  read: false,
  change: false,
  switch: true,
  write: true,
};

async function idOf({ active }: SettledModels, { writer, models }: LibraryStore) {
  const { whole, dimensions, remembered } = active;
  const known = models.idOf(remembered.fingerprint);
  // Asked first: a library whose disk is full can be opened, too.
  return known === NO_MODEL && writer ? writer.model(whole.id, remembered.fingerprint, dimensions) : known;
}

function guardOf({ place }: LibraryStore, { jobs, sources }: WritingParts): LibraryGuard {
  const isTold = () => jobs.progress?.error?.code === 'library.gone';
  return new LibraryGuard(place, isTold, () => sources.indexInBackground());
}

/** What ended because the library could not be written goes on when it can be. */
function retryRefused(
  { libraryDir, changes }: Pick<EngineParts, 'libraryDir' | 'changes'>,
  { jobs, sources, switcher }: WritingParts,
  resources: AsyncDisposableStack,
): void {
  const works = [
    { error: () => jobs.progress?.error, again: () => sources.index() },
    { error: () => switcher.progress?.error, again: () => switcher.again() },
  ];
  for (const work of works) {
    const retries = resources.use(new WriteRetries(work, () => takesWrites(libraryDir)));
    changes.onSend(() => retries.look());
  }
}

/** Remembers the model, and goes on with what an earlier process left; a model that is asked for ends a change to another. */
async function takeUpModels(
  { active, wish }: SettledModels,
  asked: ChosenModel | null,
  { writer, models }: LibraryStore,
  { switcher }: WritingParts,
): Promise<void> {
  if (!isDeepStrictEqual(models.inRole('active'), active.remembered))
    await writer?.setActiveModel(active.remembered);
  if (asked && !wish) await writer?.prepareFor(null);
  await switcher.resume(wish);
}

function startWriting(
  { store, inUse, changes, spawn, logger }: Omit<EngineParts, 'writing'>,
  base: LibraryBase,
  { libraryDir, resident }: EngineOptions,
  resources: AsyncDisposableStack,
): WritingParts | null {
  const { writer } = store;
  if (!writer) return null;
  const parser = resources.use(
    new ParserPool(spawn, logger, Math.max(1, Math.min(4, availableParallelism() - 1))),
  );
  const onChange = () => changes.send();
  const services = () => {
    const { encoder, vectors, id } = inUse.current;
    return { store, writer, parser, encoder, vectors, logger, model: id };
  };
  const jobs = resources.use(new IndexingJobs(services, logger, onChange));
  const vectors: VectorSink = { apply: (changed) => inUse.current.vectors.apply(changed) };
  const sources = resources.use(
    new Sources({ libraryDir, store, writer, jobs, vectors, logger, watch: resident, onChange }),
  );
  const keepFormerMs = resident ? KEEP_FORMER_MS : 0;
  const switcher = resources.use(new ModelSwitcher({ base, writer, jobs, inUse, onChange, keepFormerMs }));
  return { writer, jobs, sources, switcher, parser };
}
