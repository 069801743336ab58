import { join } from 'node:path';
import type { Logger } from '../base/logger.ts';
import type { SpawnProcess } from '../base/port.ts';
import type { DeviceChoice } from '../contracts/device.ts';
import { DocumentScopes } from '../search/document-scopes.ts';
import type { SearchServices } from '../search/services.ts';
import type { ModelId } from '../storage/ids.ts';
import type { LibraryStore } from '../storage/library-store.ts';
import { CommitCache } from '../storage/read/commit-cache.ts';
import { type ChosenModel, cacheName } from './chosen-model.ts';
import type { DeviceEncoder } from './devices/device-encoder.ts';
import { DuplicateFinder } from './duplicate-finder.ts';
import { graphsFolder } from './library-folders.ts';
import { openEncoder } from './open-encoder.ts';
import { type LibraryEncoder, ShortenedEncoder } from './shortened-encoder.ts';
import { VectorClient } from './vector-client.ts';

/** Everything of an engine that depends on a model; an engine that changes its model replaces it whole. */
export interface ModelServices extends AsyncDisposable {
  readonly chosen: ChosenModel;
  readonly id: ModelId;
  /** Makes the vectors of the library. */
  readonly encoder: LibraryEncoder;
  /** Runs the model, all components of its vectors included. */
  readonly runner: DeviceEncoder;
  readonly vectors: VectorClient;
  readonly search: SearchServices;
  readonly duplicates: DuplicateFinder;
}

/** What the services of any model of a library have in common. */
export interface LibraryBase {
  readonly libraryDir: string;
  readonly store: LibraryStore;
  readonly spawn: SpawnProcess;
  readonly logger: Logger;
  /** What encodes texts, in place of what is set for the library. */
  readonly device?: DeviceChoice | undefined;
  /** Build graphs over the vectors and keep them: for hosts that stay and hold the library. */
  readonly keepsGraphs: boolean;
}

/** Starts what works with a model; its vectors are read at once, its encoder starts with the first text. */
export function openModelServices(chosen: ChosenModel, id: ModelId, base: LibraryBase): ModelServices {
  const { libraryDir, store, logger, keepsGraphs } = base;
  const { remembered, dimensions } = chosen;
  const resources = new AsyncDisposableStack();
  const runner = resources.use(openRunner(chosen, base));
  const encoder = encoderOf(chosen, runner);
  const vectors = resources.use(
    new VectorClient(
      {
        libraryDir,
        modelId: id,
        width: dimensions,
        fingerprint: remembered.fingerprint,
        cacheDir: join(graphsFolder(libraryDir), cacheName(chosen)),
        resident: keepsGraphs,
      },
      logger,
    ),
  );
  const search = searchServices(store, vectors, encoder, id);
  const duplicates = resources.use(new DuplicateFinder({ libraryDir, modelId: id }, logger));
  return {
    ...{ chosen, id, encoder, runner, vectors, search, duplicates },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Runs the model on the device that is asked for, or set for the library; starts with the first text. */
export function openRunner({ model }: ChosenModel, base: LibraryBase): DeviceEncoder {
  const runner = openEncoder(model, base);
  runner.setChoice(base.device ?? base.store.settings.get('device'));
  return runner;
}

/** What a runner of the model gives, with as many components as were chosen. */
export function encoderOf({ dimensions, whole }: ChosenModel, runner: LibraryEncoder): LibraryEncoder {
  return dimensions < whole.width ? new ShortenedEncoder(runner, dimensions) : runner;
}

/** The percentile sample is read once after every change of the library. */
function searchServices(
  store: LibraryStore,
  vectors: VectorClient,
  encoder: LibraryEncoder,
  model: ModelId,
): SearchServices {
  const randomPairs = new CommitCache<Float64Array>(() => store.documents.version());
  return {
    ...{ store, vectors, encoder, model },
    scopes: new DocumentScopes(store, model),
    randomPairs: () =>
      randomPairs.get('', () => store.vectors.randomPairCosines(model) ?? new Float64Array()),
  };
}
