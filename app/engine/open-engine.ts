import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Broadcast } from '../base/broadcast.ts';
import type { Logger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import type { DeviceChoice } from '../contracts/device.ts';
import { type ModelPackage, modelFingerprint, verifyChecksums } from '../embedding/index.ts';
import { DocumentScopes } from '../search/document-scopes.ts';
import type { SearchServices } from '../search/services.ts';
import { type ModelId, NO_MODEL } from '../storage/ids.ts';
import { LibraryStore } from '../storage/library-store.ts';
import type { DeviceEncoder } from './devices/device-encoder.ts';
import { DuplicateFinder } from './duplicate-finder.ts';
import { Engine } from './engine.ts';
import type { EngineParts, WritingParts } from './engine-parts.ts';
import { IndexingJobs } from './indexing-jobs.ts';
import { LibraryFollower } from './library-follower.ts';
import { findModel } from './model-store.ts';
import { openEncoder } from './open-encoder.ts';
import { ParserPool } from './parser-pool.ts';
import { Sources } from './sources.ts';
import { VectorClient } from './vector-client.ts';

/** Rises whenever texts are cut or prepared differently for the model: then every vector is made anew. */
const TEXT_PREPARATION = 1;

export interface EngineOptions {
  readonly libraryDir: string;
  /** `default`, an id, or a folder. */
  readonly model: string;
  /**
   * `read` opens an existing library beside whoever holds it and changes nothing; `change` opens an existing one for
   * writing; `write` also makes one where there is none.
   */
  readonly access: 'read' | 'change' | 'write';
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
  const { libraryDir, logger, spawn } = options;
  await using resources = new AsyncDisposableStack();
  const model = await findModel(options.model, libraryDir);
  const fingerprint = createHash('sha256')
    .update(`${await modelFingerprint(model)}/${TEXT_PREPARATION}`)
    .digest('hex');
  const encoder = resources.use(openEncoder(model, { libraryDir, spawn, logger }));
  if (options.access !== 'read' && !options.resident)
    await proveModel(model, fingerprint, encoder, libraryDir);
  if (options.device) await encoder.choose(options.device);
  const store = resources.use(OPEN_STORE[options.access](libraryDir));
  if (!options.device) encoder.setChoice(store.settings.get('device'));
  const modelId = store.writer
    ? await store.writer.model(model.id, fingerprint, model.width)
    : store.vectors.modelId(fingerprint);

  const vectors = resources.use(
    new VectorClient(
      {
        libraryDir,
        modelId,
        width: model.width,
        fingerprint,
        cacheDir: join(libraryDir, 'vectors', model.id),
        resident: options.resident && store.writer !== null,
      },
      logger,
    ),
  );
  const changes = new Broadcast<void>();
  const search = searchServices(store, vectors, encoder, modelId, changes);
  const duplicates = resources.use(new DuplicateFinder({ libraryDir, modelId }, logger));
  const base = { libraryDir, store, model, encoder, vectors, search, duplicates, changes, logger };
  const writing = startWriting(base, modelId, fingerprint, options, resources);
  if (!writing) resources.use(new LibraryFollower(store, vectors, changes, logger));
  const engine = new Engine({ ...base, writing }, resources.move());
  if (options.resident && writing) writing.sources.indexInBackground();
  return engine;
}

/**
 * Before a command changes a library, its model is found sound; one that the library has not seen is loaded besides. So
 * a broken model changes nothing. Hosts that stay tell it with the first call that needs the model.
 */
async function proveModel(
  model: ModelPackage,
  fingerprint: string,
  encoder: DeviceEncoder,
  libraryDir: string,
): Promise<void> {
  await verifyChecksums(model);
  if (!isKnown(fingerprint, libraryDir)) await encoder.start();
}

function isKnown(fingerprint: string, libraryDir: string): boolean {
  try {
    using store = LibraryStore.openReadOnly(libraryDir);
    return store.vectors.modelId(fingerprint) !== NO_MODEL;
  } catch {
    return false;
  }
}

const OPEN_STORE: Record<EngineOptions['access'], (libraryDir: string) => LibraryStore> = {
  read: LibraryStore.openReadOnly,
  change: LibraryStore.openExisting,
  write: LibraryStore.open,
};

function startWriting(
  { store, encoder, vectors, changes, logger }: Omit<EngineParts, 'writing'>,
  model: ModelId,
  fingerprint: string,
  { libraryDir, spawn, resident }: EngineOptions,
  resources: AsyncDisposableStack,
): WritingParts | null {
  const { writer } = store;
  if (!writer) return null;
  const parser = resources.use(
    new ParserPool(spawn, logger, Math.max(1, Math.min(4, availableParallelism() - 1))),
  );
  const services = { store, writer, parser, encoder, vectors, logger, model, fingerprint };
  const jobs = resources.use(new IndexingJobs(services, logger, () => changes.send()));
  const onChange = () => changes.send();
  const sources = resources.use(
    new Sources({ libraryDir, store, writer, jobs, vectors, logger, watch: resident, onChange }),
  );
  return { writer, jobs, sources };
}

/** The percentile sample is read once and again after every change of the library. */
function searchServices(
  store: LibraryStore,
  vectors: VectorClient,
  encoder: DeviceEncoder,
  model: ModelId,
  changes: Broadcast<void>,
): SearchServices {
  let randomPairs: Float64Array | null = null;
  changes.onSend(() => {
    randomPairs = null;
  });
  return {
    store,
    vectors,
    encoder,
    model,
    scopes: new DocumentScopes(store, model),
    randomPairs: () => (randomPairs ??= store.vectors.randomPairCosines(model)),
  };
}
